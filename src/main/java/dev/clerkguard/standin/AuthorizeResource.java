package dev.clerkguard.standin;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The authorization endpoint (RFC 6749, section 3.1). Instead of signing in, the user is chosen: with
 * {@code login_hint}, which a test gives, or on a page.
 */
@PermitAll
@Path("/dev-clerk/oauth/authorize")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class AuthorizeResource {
    private static final int S256_LENGTH = 43;

    private final StandIn standIn;
    private final OAuthApplications applications;

    AuthorizeResource(StandIn standIn) {
        this.standIn = standIn;
        this.applications = new OAuthApplications(standIn);
    }

    @GET
    public Response authorize(
            @QueryParam("client_id") String clientId,
            @QueryParam("redirect_uri") String redirectUri,
            @QueryParam("response_type") String responseType,
            @QueryParam("code_challenge") String challenge,
            @QueryParam("code_challenge_method") String method,
            @QueryParam("scope") Optional<String> scope,
            @QueryParam("resource") Optional<String> resource,
            @QueryParam("login_hint") Optional<String> loginHint,
            @Context UriInfo uri) {
        standIn.requireEnabled();
        Optional<ObjectNode> application = Optional.ofNullable(clientId).flatMap(applications::find);
        if (application.isEmpty()
                || redirectUri == null
                || !OAuthApplications.hasRedirectUri(application.get(), redirectUri)) {
            // RFC 6749, section 4.1.2.1: no redirect to an unregistered address.
            return page(400, "<p>No client is registered with this client_id and redirect_uri.</p>");
        }
        if (!"code".equals(responseType)) {
            return redirect(redirectUri, uri, "error", "unsupported_response_type");
        }
        if (!"S256".equals(method) || challenge == null || challenge.length() != S256_LENGTH) {
            return redirect(redirectUri, uri, "error", "invalid_request");
        }
        Optional<User> user = loginHint.flatMap(standIn.users()::named);
        if (user.isEmpty()) {
            return page(200, choice(application.get().path("name").asText(), uri));
        }
        AuthorizationCode code = AuthorizationCode.create(
                clientId,
                user.get().id(),
                redirectUri,
                challenge,
                scope.filter(names -> !names.isBlank())
                        .orElseGet(() -> application.get().path("scopes").asText()),
                resource);
        standIn.resources(OAuthTokenResource.CODES).put(code.json());
        return redirect(redirectUri, uri, "code", code.id());
    }

    private Response redirect(String redirectUri, UriInfo request, String name, String value) {
        StringBuilder target = new StringBuilder(redirectUri)
                .append(redirectUri.indexOf('?') < 0 ? '?' : '&')
                .append(name + "=" + value)
                // RFC 9207: which authorization server answers.
                .append("&iss=" + encoded(standIn.config().issuer()));
        Optional.ofNullable(request.getQueryParameters().getFirst("state"))
                .ifPresent(state -> target.append("&state=" + encoded(state)));
        return Response.status(302).location(URI.create(target.toString())).build();
    }

    private String choice(String client, UriInfo request) {
        String query = request.getRequestUri().getRawQuery();
        return "<h1>Sign in to " + escaped(client) + "</h1><p>Continue as</p><ul>"
                + standIn.users().all().stream()
                        .map(user -> "<li><a href=\"?" + escaped(query) + "&amp;login_hint=" + encoded(user.id())
                                + "\">" + escaped(user.name()) + "</a></li>")
                        .collect(Collectors.joining())
                + "</ul>";
    }

    private static Response page(int status, String body) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity("<!doctype html><html lang=\"en\"><title>Stand-in for Clerk</title>" + body + "</html>")
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
