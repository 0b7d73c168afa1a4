package dev.clerkguard.clerk;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads the codes in the body of an error of the Backend API (Clerk docs, "Errors"). */
final class ClerkErrors {
    private static final Set<String> KEY_REFUSED = Set.of("clerk_key_invalid", "machine_secret_key_invalid");
    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,100}");

    private final Supplier<ObjectMapper> mapper;

    ClerkErrors(Supplier<ObjectMapper> mapper) {
        this.mapper = mapper;
    }

    /** Whether the error is that Clerk does not accept the key of this service. */
    boolean nameKey(byte[] body) {
        return codes(body).stream().anyMatch(KEY_REFUSED::contains);
    }

    /** The codes, such as {@code resource_not_found}. A body that is not JSON has none. */
    List<String> codes(byte[] body) {
        if (body == null) {
            return List.of();
        }
        try {
            return elements(mapper.get().readTree(body).path("errors"))
                    .map(error -> error.path("code").asText())
                    .filter(code -> CODE.matcher(code).matches())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Stream<JsonNode> elements(JsonNode errors) {
        return StreamSupport.stream(errors.spliterator(), false);
    }
}
