package dev.clerkguard.standin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request to the endpoints of machine credentials in the Backend API. */
@RequestScoped
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class BackendRequest {
    private static final String MACHINE_KEY = "Bearer ak_";

    private final StandIn standIn;
    private final HttpHeaders headers;

    BackendRequest(StandIn standIn, HttpHeaders headers) {
        this.standIn = standIn;
        this.headers = headers;
    }

    Response authorized(Supplier<Response> answer) {
        return standIn.authorized(headers, answer);
    }

    /** The resource as JSON, or 404. */
    Response found(Supplier<Optional<ObjectNode>> resource, Function<ObjectNode, ObjectNode> json) {
        return authorized(() -> resource.get().map(json).map(ClerkJson::ok).orElseGet(ClerkJson::missing));
    }

    /** The answer to a deletion, or 404 when there was no such resource. */
    Response removed(Supplier<Optional<ObjectNode>> resource, String object, String id) {
        return authorized(() -> resource.get()
                .map(gone -> ClerkJson.ok(ClerkJson.deleted(object, id)))
                .orElseGet(ClerkJson::missing));
    }

    /** With the secret key of a machine, which is given to the answer, or with the instance's secret key. */
    Response authorizedMachine(Function<Optional<ObjectNode>, Response> answer) {
        standIn.requireEnabled();
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(MACHINE_KEY)) {
            return authorized(() -> answer.apply(Optional.empty()));
        }
        String key = authorization.substring("Bearer ".length());
        return new Machines(standIn)
                .withSecretKey(key)
                .map(machine -> answer.apply(Optional.of(machine)))
                .orElseGet(() -> ClerkJson.error(
                        401, "machine_secret_key_invalid", "The provided Machine Secret Key is invalid."));
    }

    /** @throws ClerkException when the body has other members, which Clerk refuses */
    static String onlyMember(ObjectNode body, Set<String> names, String prefix) {
        String name = body == null || body.size() != 1 ? "" : body.fieldNames().next();
        String value = body == null ? "" : body.path(name).asText();
        if (!names.contains(name) || !value.startsWith(prefix)) {
            throw new ClerkException(400, "bad_request", "The body must have the member " + names + " only.");
        }
        return value;
    }

    /** @throws ClerkException when it is absent or no text */
    static String required(ObjectNode body, String name) {
        JsonNode value = body == null ? null : body.get(name);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw new ClerkException(422, "form_param_missing", name + " is required.", name);
        }
        return value.textValue();
    }

    static Optional<Duration> lifetime(ObjectNode body) {
        JsonNode seconds = body == null ? null : body.get("seconds_until_expiration");
        return seconds != null && seconds.isNumber()
                ? Optional.of(Duration.ofSeconds(seconds.asLong()))
                : Optional.empty();
    }

    static JsonNode member(ObjectNode body, String name, JsonNode absent) {
        JsonNode value = body == null ? null : body.get(name);
        return value == null || value.isNull() ? absent : value;
    }

    static Response list(List<ObjectNode> resources) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("data").addAll(resources);
        return ClerkJson.ok(list.put("total_count", resources.size()));
    }

    /** The array of this name; empty when it is absent or of another type. */
    static ArrayNode array(ObjectNode body, String name) {
        return member(body, name, null) instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
    }
}
