package dev.clerkguard.devclerk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.devclerk.Cast.Person;

/** Sessions as the Backend API has them (Clerk docs, "Backend API reference", Sessions). Who revokes one sends a webhook. */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test"})
public class SessionResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(60);
    private static final Duration SESSION_LIFETIME = Duration.ofDays(7);
    private static final int LIMIT = 10;

    private final StandIn standIn;
    private final EventSender events;
    private final HttpHeaders headers;

    SessionResource(StandIn standIn, EventSender events, HttpHeaders headers) {
        this.standIn = standIn;
        this.events = events;
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
            List<ObjectNode> found = standIn.cast().people().stream()
                    .filter(person -> userId.map(person.id()::equals).orElse(true))
                    .flatMap(person -> standIn.sessions().of(person).stream().map(id -> json(id, person)))
                    .filter(session ->
                            status.map(session.path("status").asText()::equals).orElse(true))
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
        return ofOwner(id, person -> ClerkJson.ok(json(id, person)));
    }

    @POST
    @Path("/sessions/{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        return ofOwner(id, person -> {
            if (standIn.sessions().revoke(id)) {
                events.send("session.revoked", json(id, person));
            }
            return ClerkJson.ok(json(id, person));
        });
    }

    @POST
    @Path("/sessions/{id}/tokens{template: (/[^/]+)?}")
    public Response token(@PathParam("id") String id) {
        return ofOwner(
                id,
                person -> standIn.sessions().revoked(id)
                        ? ClerkJson.missing()
                        : ClerkJson.ok(JSON.objectNode().put("object", "token").put("jwt", mint(id, person))));
    }

    private Response ofOwner(String sessionId, Function<Person, Response> answer) {
        return standIn.authorized(
                headers, () -> standIn.sessions().owner(sessionId).map(answer).orElseGet(ClerkJson::missing));
    }

    private String mint(String sessionId, Person person) {
        return standIn.mint()
                .mint(new Ticket(
                        person,
                        sessionId,
                        Optional.empty(),
                        Optional.empty(),
                        TOKEN_LIFETIME,
                        Optional.empty(),
                        Optional.empty()));
    }

    private ObjectNode json(String id, Person person) {
        Instant now = Instant.now();
        return JSON.objectNode()
                .put("object", "session")
                .put("id", id)
                .put("client_id", "client_" + person.name())
                .put("user_id", person.id())
                .put("status", standIn.sessions().revoked(id) ? "revoked" : "active")
                .putNull("actor")
                .put("last_active_at", now.toEpochMilli())
                .put("expire_at", now.plus(SESSION_LIFETIME).toEpochMilli())
                .put("abandon_at", now.plus(SESSION_LIFETIME).toEpochMilli())
                .put("created_at", person.json().path("created_at").asLong())
                .put("updated_at", now.toEpochMilli());
    }
}
