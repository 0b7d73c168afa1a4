package dev.clerkguard.clerk;

import java.io.IOException;
import java.time.Duration;

import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.clerk.Answer.NoAnswer;

/** Reads an HTTP answer of the Backend API (Clerk docs, "Errors" and "Rate limits"). */
final class AnswerReader {
    private static final Duration UNSAID = Duration.ofSeconds(5);
    /** A limit of no time at all would have everybody ask at once, and be limited again. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ObjectMapper mapper;
    private final int maxBytes;

    AnswerReader(ObjectMapper mapper, int maxBytes) {
        this.mapper = mapper;
        this.maxBytes = maxBytes;
    }

    Answer read(RestResponse<byte[]> response) {
        return switch (response.getStatus()) {
            case 200 -> new Answer.Body(json(response.getEntity()));
            case 404 -> new Answer.Missing();
            case 401, 403 -> new Answer.SecretKeyRefused();
            case 429 -> new Answer.Limited(retryAfter(response.getHeaderString("Retry-After")));
            default ->
                throw new NoAnswer("Clerk answered with status " + response.getStatus(), response.getStatus() >= 500);
        };
    }

    private JsonNode json(byte[] body) {
        if (body == null || body.length > maxBytes) {
            throw new NoAnswer("Clerk's answer is empty or larger than " + maxBytes + " bytes", false);
        }
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            // The parser's message quotes the answer, which is somebody's personal data.
            throw new NoAnswer("Clerk's answer is not JSON", false);
        }
    }

    /** In seconds; the other form that HTTP allows, a date, is not one that Clerk uses. */
    private static Duration retryAfter(String header) {
        try {
            Duration asked = Duration.ofSeconds(Long.parseLong(header == null ? "" : header.strip()));
            if (asked.isNegative()) {
                return UNSAID;
            }
            if (asked.compareTo(LONGEST) > 0) {
                return LONGEST;
            }
            return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
        } catch (NumberFormatException e) {
            return UNSAID;
        }
    }
}
