package dev.clerkguard.standin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sessions as the Backend API has them (Clerk docs, "Backend API reference", Sessions). A revocation sends a webhook. */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class SessionResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration SESSION_LIFETIME = Duration.ofDays(7);
    private static final int LIMIT = 10;
    private static final String EXPIRES_IN = "expires_in_seconds";
    private static final long TOKEN_SECONDS = 60;
    private static final long MIN_TOKEN_SECONDS = 30;
    private static final long MAX_TOKEN_SECONDS = 315_360_000;

    private final StandIn standIn;
    private final ResourceRequest request;
    private final HttpHeaders headers;

    SessionResource(StandIn standIn, ResourceRequest request, HttpHeaders headers) {
        this.standIn = standIn;
        this.request = request;
        this.headers = headers;
    }

    /** A bare list, or with {@code paginated=true}, as Clerk's JavaScript client asks, an object with the list in it. */
    @GET
    @Path("/sessions")
    public Response list(
            @QueryParam("user_id") Optional<String> userId,
            @QueryParam("status") Optional<String> status,
            @QueryParam("limit") Optional<Integer> limit,
            @QueryParam("offset") Optional<Integer> offset,
            @QueryParam("paginated") boolean paginated) {
        return standIn.authorized(headers, () -> {
            List<ObjectNode> found = standIn.sessions().all().stream()
                    .filter(session -> userId.map(session.userId()::equals).orElse(true))
                    .filter(session -> status.map(session.status()::equals).orElse(true))
                    .map(standIn.lifecycle()::json)
                    .toList();
            ArrayNode page = JSON.arrayNode();
            found.stream()
                    .skip(Math.max(0, offset.orElse(0)))
                    .limit(Math.max(1, limit.orElse(LIMIT)))
                    .forEach(page::add);
            ObjectNode counted = JSON.objectNode().put("total_count", found.size());
            return ClerkJson.ok(paginated ? counted.set("data", page) : page);
        });
    }

    @GET
    @Path("/sessions/{id}")
    public Response session(@PathParam("id") String id) {
        return found(id, session -> ClerkJson.ok(standIn.lifecycle().json(session)));
    }

    @POST
    @Path("/sessions/{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        return found(id, session -> {
            standIn.lifecycle().end(id, "revoked");
            return ClerkJson.ok(
                    standIn.lifecycle().json(standIn.sessions().find(id).orElseThrow()));
        });
    }

    /** With the lifetime {@code expires_in_seconds} of the body. */
    @POST
    @Path("/sessions/{id}/tokens{template: (/[^/]+)?}")
    public Response token(@PathParam("id") String id, @PathParam("template") String template, String body) {
        return found(id, session -> {
            User user = standIn.lifecycle()
                    .owner(session)
                    .filter(owner -> session.active())
                    .orElseThrow(ClerkException::notFound);
            ObjectNode wanted = request.body(request.optional(body), Set.of(EXPIRES_IN));
            long seconds = wanted.path(EXPIRES_IN).asLong(TOKEN_SECONDS);
            if (seconds < MIN_TOKEN_SECONDS || seconds > MAX_TOKEN_SECONDS) {
                throw new ClerkException(
                        422, "form_param_value_invalid", "A token lives 30 to 315360000 seconds.", EXPIRES_IN);
            }
            return ClerkJson.ok(FrontendJson.token(
                    template.isEmpty()
                            ? standIn.tokens().token(session, user, seconds)
                            : standIn.tokens().templateToken(session, user, Optional.empty(), template.substring(1))));
        });
    }

    /** For tests: a session without a browser. */
    @POST
    @Path("/sessions")
    public Response create(ObjectNode given) {
        request.requireSecretKey();
        String userId = request.body(given, Set.of("user_id", "active_organization_id"))
                .path("user_id")
                .asText();
        User user = standIn.users().find(userId).orElseThrow(ClerkException::notFound);
        Optional<String> organization = Optional.ofNullable(
                        given.path("active_organization_id").textValue())
                .map(which -> standIn.organizations()
                        .find(which)
                        .flatMap(found -> standIn.organizations().membership(found.id(), userId))
                        .map(Membership::organizationId)
                        .orElseThrow(ClerkException::notFound));
        return ClerkJson.ok(standIn.lifecycle().json(standIn.lifecycle().createSession(user, organization)));
    }

    private Response found(String id, Function<BrowserSession, Response> answer) {
        return standIn.authorized(
                headers, () -> standIn.sessions().find(id).map(answer).orElseGet(ClerkJson::missing));
    }

    /** @param organization the active one */
    static ObjectNode json(BrowserSession session, Optional<String> organization) {
        long now = System.currentTimeMillis();
        JsonNode actor = session.actorId()
                .<JsonNode>map(id -> JSON.objectNode().put("sub", id))
                .orElseGet(JSON::nullNode);
        return JSON.objectNode()
                .put("object", "session")
                .put("id", session.id())
                .put("client_id", session.clientId().orElse("client_dev_clerk"))
                .put("user_id", session.userId())
                .put("status", session.status())
                .put("last_active_organization_id", organization.orElse(null))
                .put("last_active_at", now)
                .put("expire_at", now + SESSION_LIFETIME.toMillis())
                .put("abandon_at", now + SESSION_LIFETIME.toMillis())
                .put("created_at", session.createdAt())
                .put("updated_at", now)
                .set("actor", actor);
    }
}
