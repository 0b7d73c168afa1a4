package dev.clerkguard.standin;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request to the Backend API: its secret key, its body and the part of a list that it asks for. */
@RequestScoped
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class ResourceRequest {
    private static final String PUBLIC_METADATA = "public_metadata";
    private static final String PRIVATE_METADATA = "private_metadata";
    private static final int LIMIT = 10;
    private static final int MAX_LIMIT = 500;

    private final StandIn standIn;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final ObjectMapper mapper;

    ResourceRequest(StandIn standIn, HttpHeaders headers, UriInfo uri, ObjectMapper mapper) {
        this.standIn = standIn;
        this.headers = headers;
        this.uri = uri;
        this.mapper = mapper;
    }

    /** @throws ClerkException 401 without a secret key */
    void requireSecretKey() {
        standIn.requireSecretKey(headers);
    }

    MultivaluedMap<String, String> query() {
        return uri.getQueryParameters();
    }

    /**
     * The body, when the stand-in knows each of its members: a parameter without effect would mislead a test.
     *
     * @throws ClerkException 400 without a body, 422 for an unknown member
     */
    ObjectNode body(ObjectNode given, Set<String> known) {
        if (given == null) {
            throw new ClerkException(400, "request_body_invalid", "The body is no JSON object.");
        }
        given.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new ClerkException(
                        422, "form_param_unknown", name + " is not a parameter that the stand-in knows", name);
            }
        });
        return given;
    }

    /** The body of a request that may have none; null when it is no JSON object. */
    ObjectNode optional(String body) {
        if (body == null || body.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return mapper.readTree(body) instanceof ObjectNode json ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Changes the metadata of a resource: merges it (RFC 7396), or replaces the ones that are given. */
    Consumer<ObjectNode> metadata(ObjectNode given, boolean replace) {
        ObjectNode wanted = body(given, Set.of(PUBLIC_METADATA, PRIVATE_METADATA));
        return resource -> {
            if (replace) {
                resource.setAll(wanted);
            } else {
                MergePatch.apply(resource, wanted);
            }
        };
    }

    /** The part of the list that {@code limit} and {@code offset} say, with the number of all. */
    Response page(List<? extends JsonNode> all) {
        return ClerkJson.ok(JsonNodeFactory.instance
                .objectNode()
                .put("total_count", all.size())
                .set("data", part(all)));
    }

    /** As {@link #page} with {@code paginated=true}, which Clerk's JavaScript client sends, and otherwise the list. */
    Response bareOrPaginated(List<? extends JsonNode> all) {
        return "true".equals(query().getFirst("paginated")) ? page(all) : ClerkJson.ok(part(all));
    }

    private ArrayNode part(List<? extends JsonNode> all) {
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        all.stream()
                .skip(number("offset", 0))
                .limit(Math.max(1, Math.min(MAX_LIMIT, number("limit", LIMIT))))
                .forEach(part::add);
        return part;
    }

    private long number(String name, long otherwise) {
        String text = query().getFirst(name);
        return text != null && text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
    }
}
