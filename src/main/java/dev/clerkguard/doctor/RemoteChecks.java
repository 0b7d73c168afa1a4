package dev.clerkguard.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What Clerk's answers tell: usable keys, the clock, and whether the secret key is of the same instance. Two requests. */
final class RemoteChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LEEWAY = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Settings settings;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    RemoteChecks(Settings settings, ObjectMapper mapper, Clock clock) {
        this.settings = settings;
        this.mapper = mapper;
        this.clock = clock;
    }

    List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Optional<String> jwks = settings.get("mp.jwt.verify.publickey.location");
        if (jwks.isEmpty()) {
            return findings;
        }
        Set<String> keys = new TreeSet<>();
        try {
            HttpResponse<String> answer = get(jwks.get(), Optional.empty());
            clock(answer).ifPresent(findings::add);
            keys.addAll(keyIds(answer));
            if (keys.isEmpty()) {
                findings.add(Finding.error(
                        "CLERK_JWKS_URL answers " + answer.statusCode() + " without a usable key.",
                        "Compare its host with the publishable key."));
            }
        } catch (IOException | IllegalArgumentException e) {
            findings.add(Finding.error(
                    "CLERK_JWKS_URL cannot be reached (" + e.getClass().getSimpleName() + ").",
                    "Allow the way there, or set CLERK_JWT_KEY."));
        }
        secretKey(keys).ifPresent(findings::add);
        return findings;
    }

    /** The Backend API's JWKS has the keys of the instance that the secret key belongs to. */
    private Optional<Finding> secretKey(Set<String> expected) throws InterruptedException {
        Optional<String> secret = settings.get("clerk.secret-key");
        Optional<String> api = settings.get("quarkus.rest-client.clerk.url");
        if (secret.isEmpty() || api.isEmpty()) {
            return Optional.empty();
        }
        try {
            HttpResponse<String> answer = get(api.get() + "/v1/jwks", secret);
            if (answer.statusCode() == UNAUTHORIZED) {
                return Optional.of(
                        Finding.error("Clerk refuses CLERK_SECRET_KEY.", "Copy it again from the dashboard."));
            }
            Set<String> found = keyIds(answer);
            return expected.isEmpty() || found.isEmpty() || found.stream().anyMatch(expected::contains)
                    ? Optional.empty()
                    : Optional.of(Finding.error(
                            "CLERK_SECRET_KEY belongs to another instance than CLERK_PUBLISHABLE_KEY.",
                            "Copy both from the same page of the dashboard."));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(Finding.error(
                    "CLERK_API_URL cannot be reached (" + e.getClass().getSimpleName() + ").", "Allow the way there."));
        }
    }

    private Optional<Finding> clock(HttpResponse<String> answer) {
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(date -> Duration.between(
                            DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from), clock.instant()))
                    .filter(difference -> difference.abs().compareTo(LEEWAY) > 0)
                    .map(difference -> Finding.error(
                            "The clock of this machine is %d s %s Clerk's."
                                    .formatted(
                                            difference.abs().toSeconds(),
                                            difference.isNegative() ? "behind" : "ahead of"),
                            "Synchronise it, or tokens are refused as expired or not active yet."));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> get(String url, Optional<String> secret) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
        secret.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Set<String> keyIds(HttpResponse<String> answer) {
        Set<String> ids = new TreeSet<>();
        if (answer.statusCode() != OK) {
            return ids;
        }
        try {
            for (JsonNode key : mapper.readTree(answer.body()).path("keys")) {
                if (key.path("kty").asText().equals("RSA")) {
                    ids.add(key.path("kid").asText());
                }
            }
        } catch (JsonProcessingException e) {
            // What is no JSON has no key, and the caller says that.
            ids.clear();
        }
        return ids;
    }
}
