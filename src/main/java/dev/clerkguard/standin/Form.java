package dev.clerkguard.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The body of a request of clerk-js: {@code application/x-www-form-urlencoded}, where an empty text means null. */
record Form(Map<String, String> fields) {
    static Form of(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body == null || body.isEmpty() ? new String[0] : body.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return new Form(fields);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ClerkException(400, "request_body_invalid", "The body is no form.");
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Empty when the field is absent or null. */
    Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return value(name).orElseThrow(() -> new ClerkException(422, "form_param_nil", "Enter " + name + ".", name));
    }
}
