package dev.clerkguard.standin;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers as Clerk writes them. Its JavaScript client reads a body only when the type has no charset: bytes, then. */
final class ClerkJson {
    private ClerkJson() {}

    static Response ok(JsonNode json) {
        return ok(json.toString());
    }

    static Response ok(String json) {
        return of(200, json);
    }

    /** The answer to a deletion. */
    static ObjectNode deleted(String kind, String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", kind)
                .put("id", id)
                .put("deleted", true);
    }

    static Response missing() {
        return error(404, "resource_not_found", "not found");
    }

    static Response error(int status, String code, String message) {
        return error(status, code, message, Optional.empty());
    }

    /** @param field of the form, under which Clerk's components show the message */
    static Response error(int status, String code, String message, Optional<String> field) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putArray("errors").addObject();
        ObjectNode meta = error.put("code", code)
                .put("message", message)
                .put("long_message", message)
                .putObject("meta");
        field.ifPresent(name -> meta.put("param_name", name));
        body.put("clerk_trace_id", "dev");
        return of(status, body.toString());
    }

    private static Response of(int status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
