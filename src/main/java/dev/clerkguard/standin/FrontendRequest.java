package dev.clerkguard.standin;

import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The browser that sent a request to the Frontend API. A development instance of Clerk knows it by the dev browser
 * token in the query, and otherwise by a cookie.
 */
@RequestScoped
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class FrontendRequest {
    private static final String DEV_BROWSER = "__clerk_db_jwt";
    private static final String COOKIE = "__client";

    private final StandIn standIn;
    private final HttpHeaders headers;
    private final UriInfo uri;

    FrontendRequest(StandIn standIn, HttpHeaders headers, UriInfo uri) {
        this.standIn = standIn;
        this.headers = headers;
        this.uri = uri;
    }

    /** A new one when the cookie is absent or unknown. */
    BrowserClient client() {
        standIn.requireEnabled();
        Clients clients = standIn.clients();
        String devBrowser = uri.getQueryParameters().getFirst(DEV_BROWSER);
        if (devBrowser != null) {
            return clients.find(devBrowser)
                    .orElseThrow(() -> new ClerkException(
                            401, "dev_browser_unauthenticated", "Unable to authenticate this browser."));
        }
        return Optional.ofNullable(headers.getCookies().get(COOKIE))
                .map(Cookie::getValue)
                .flatMap(clients::find)
                .orElseGet(() -> clients.save(BrowserClient.create(BrowserClient.COOKIE)));
    }

    Optional<String> origin() {
        return Optional.ofNullable(headers.getHeaderString("Origin"));
    }

    /** An active session of this browser. */
    BrowserSession session(BrowserClient client, String id) {
        return standIn.sessions().activeIn(client.id()).stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow(ClerkException::signedOut);
    }

    /** The session that clerk-js names in the query, and otherwise the browser's only one. */
    BrowserSession session(BrowserClient client) {
        String named = uri.getQueryParameters().getFirst("_clerk_session_id");
        return standIn.sessions().activeIn(client.id()).stream()
                .filter(session -> named == null || session.id().equals(named))
                .findFirst()
                .orElseThrow(ClerkException::signedOut);
    }

    User owner(BrowserSession session) {
        return standIn.lifecycle().owner(session).orElseThrow(ClerkException::signedOut);
    }

    /** What was read. */
    Response read(BrowserClient client, JsonNode response) {
        return answer(client, envelope(response).putNull("client"));
    }

    /** What was changed, and the whole client, from which clerk-js learns of sessions. */
    Response changed(BrowserClient client, JsonNode response) {
        return answer(client, envelope(response).set("client", json().client(client)));
    }

    /** An answer without an envelope. */
    Response bare(BrowserClient client, JsonNode response) {
        return answer(client, response);
    }

    FrontendJson json() {
        return new FrontendJson(standIn, origin());
    }

    private static ObjectNode envelope(JsonNode response) {
        return JsonNodeFactory.instance.objectNode().set("response", response);
    }

    private static Response answer(BrowserClient client, JsonNode body) {
        Response answer = ClerkJson.ok(body);
        if (client.id().startsWith(BrowserClient.DEV_BROWSER)) {
            return answer;
        }
        NewCookie cookie = new NewCookie.Builder(COOKIE)
                .value(client.id())
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
        return Response.fromResponse(answer).cookie(cookie).build();
    }
}
