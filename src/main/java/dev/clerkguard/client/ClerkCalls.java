package dev.clerkguard.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.BackendClient;
import dev.clerkguard.clerk.ClerkRequestException;
import dev.clerkguard.clerk.JsonMembers;

/** Calls of the Backend API with typed results. */
final class ClerkCalls {
    /** An id or a slug. Dots and slashes would lead to another address. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private static final int NOT_FOUND = 404;

    private final BackendClient backend;

    ClerkCalls(BackendClient backend) {
        this.backend = backend;
    }

    /** One object; empty when Clerk does not know it. */
    <T> Uni<Optional<T>> find(
            Operation operation,
            String id,
            Function<JsonNode, Optional<T>> type,
            Supplier<Uni<RestResponse<byte[]>>> request) {
        return send(operation, true, List.of(id), json -> type.apply(json).isPresent(), request)
                .map(type)
                .onFailure(ClerkCalls::isNotFound)
                .recoverWithItem(Optional.empty());
    }

    /**
     * A page of a list that Clerk answers bare, or as the data of an object.
     *
     * @param ids those in the address
     */
    <T> Uni<Page<T>> list(
            Operation operation,
            List<String> ids,
            PageRequest page,
            Function<JsonNode, Optional<T>> type,
            Supplier<Uni<RestResponse<byte[]>>> request) {
        return send(operation, true, ids, json -> data(json).isArray(), request).map(json -> page(json, page, type));
    }

    /**
     * A change.
     *
     * @param idempotent whether the change can be repeated when Clerk's answer did not arrive
     * @param ids those in the address
     */
    <T> Uni<T> change(
            Operation operation,
            boolean idempotent,
            List<String> ids,
            Function<JsonNode, Optional<T>> type,
            Supplier<Uni<RestResponse<byte[]>>> request) {
        return send(operation, idempotent, ids, json -> type.apply(json).isPresent(), request)
                .map(json -> type.apply(json).orElseThrow());
    }

    private Uni<JsonNode> send(
            Operation operation,
            boolean idempotent,
            List<String> ids,
            Predicate<JsonNode> expected,
            Supplier<Uni<RestResponse<byte[]>>> request) {
        if (!ids.stream().allMatch(id -> ID.matcher(id).matches())) {
            return Uni.createFrom().failure(new ClerkRequestException(NOT_FOUND, ""));
        }
        return backend.request(operation, idempotent, expected, request);
    }

    private static <T> Page<T> page(JsonNode json, PageRequest asked, Function<JsonNode, Optional<T>> type) {
        Optional<Integer> total = JsonMembers.number(json, "total_count");
        int received = data(json).size();
        boolean more = total.map(length -> received > 0 && asked.offset() + received < length)
                .orElse(received >= asked.limit());
        return new Page<>(
                JsonMembers.elements(data(json))
                        .flatMap(element -> type.apply(element).stream())
                        .toList(),
                total,
                more ? Optional.of(asked.next()) : Optional.empty());
    }

    private static JsonNode data(JsonNode json) {
        return json.isArray() ? json : json.path("data");
    }

    static byte[] body(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof ClerkRequestException rejected && rejected.isNotFound();
    }
}
