package dev.clerkguard.clerk;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.clerk.BackendResponse.NoAnswer;
import dev.clerkguard.problem.RetryAfter;

/** Reads an HTTP answer of the Backend API (Clerk docs, "Errors" and "Rate limits"). */
final class ResponseReader implements AnswerReader {
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
    /** With a back-off of zero all callers would repeat their calls at once and be limited again. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Supplier<ObjectMapper> mapper;
    private final int maxBytes;

    /** @param mapper asked with the first answer: {@link JsonMapperPreparation} has made it by then, after the start */
    ResponseReader(Supplier<ObjectMapper> mapper, int maxBytes) {
        this.mapper = mapper;
        this.maxBytes = maxBytes;
    }

    @Override
    public BackendResponse read(RestResponse<byte[]> response) {
        return switch (response.getStatus()) {
            case 200, 201 -> new BackendResponse.Body(json(response.getEntity()));
            case 404 -> new BackendResponse.Missing();
            case 401, 403 -> new BackendResponse.SecretKeyRefused(true);
            case 429 -> new BackendResponse.Limited(retryAfter(response.getHeaderString("Retry-After")));
            default ->
                throw new NoAnswer("Clerk answered with status " + response.getStatus(), response.getStatus() >= 500);
        };
    }

    private JsonNode json(byte[] body) {
        if (body == null || body.length > maxBytes) {
            throw new NoAnswer("Clerk's answer is empty or larger than " + maxBytes + " bytes", false);
        }
        try {
            return mapper.get().readTree(body);
        } catch (IOException e) {
            // The parser's message quotes the answer, which contains personal data.
            throw new NoAnswer("Clerk's answer is not JSON", false);
        }
    }

    private static Duration retryAfter(String header) {
        Duration asked = RetryAfter.parse(header).orElse(DEFAULT_RETRY_AFTER);
        return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
    }
}
