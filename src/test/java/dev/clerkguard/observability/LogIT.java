package dev.clerkguard.observability;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.ServiceProcess;

/** What the packaged application writes to its standard output. */
@Concurrent
class LogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AWAY = "event=replication_disconnected";

    @Test
    void jsonLog_hasOneObjectPerLineWithTheEventAndNoRequest() throws IOException {
        try (ServiceProcess service = service("REDIS_URL", "redis://localhost:1")) {
            given().get(service.url("/auth/session")).then().statusCode(401);
            await().until(() -> service.output().contains(AWAY));
            assertFalse(service.output().contains("/auth/session"), service.output());
            for (String line : service.output().lines().toList()) {
                JsonNode entry = JSON.readTree(line);
                assertEquals(
                        List.of("timestamp", "loggerName", "level", "message", "threadName", "mdc"),
                        List.copyOf(iterable(entry)),
                        line);
            }
        }
    }

    @Test
    void plainLogVariable_logHasTextLines() {
        try (ServiceProcess service =
                service("REDIS_URL", "redis://localhost:1", "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false")) {
            await().until(() -> service.output().contains(AWAY));
            assertFalse(service.output().contains("{\""), service.output());
        }
    }

    @Test
    void tokenAnywhereInARequest_isNotInTheAccessLog() throws IOException {
        String token = Claims.now().signedBy(ClerkStub.KEY);
        try (ServiceProcess service =
                service("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true", "CLERK_COOKIE_ENABLED", "true")) {
            given().header("Authorization", "Bearer " + token)
                    .get(service.url("/auth/session"))
                    .then()
                    .statusCode(200);
            given().cookie("__session", token).get(service.url("/auth/me"));
            given().queryParam("token", token).get(service.url("/auth/verify"));
            given().urlEncodingEnabled(false).get(service.url("/in-the-path/" + token));
            given().urlEncodingEnabled(false).get(service.url("/in-the-path/" + token.replace(".", "%2E")));
            given().header("Referer", "http://localhost/?token=" + token).get(service.url("/"));

            String first = "event=request method=GET path=/auth/session status=200 bytes=";
            await().until(() -> service.output().contains(first)
                    && service.output().contains("path=/auth/me status=")
                    && service.output().contains("path=/auth/verify status=401")
                    && service.output().split("path=/in-the-path/[*] status=404", -1).length == 3
                    && service.output().contains("path=/ status=200"));
            for (String part : token.split("\\.")) {
                for (int i = 0; i + 20 <= part.length(); i++) {
                    assertFalse(service.output().contains(part.substring(i, i + 20)));
                }
            }
            assertFalse(service.output().contains(Claims.USER_ID));
            String line = service.output()
                    .lines()
                    .filter(one -> one.contains(first))
                    .findFirst()
                    .orElseThrow();
            assertTrue(JSON.readTree(line).get("message").asText().matches(".* micros=\\d+"), line);
        }
    }

    private static List<String> iterable(JsonNode entry) {
        return entry.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static ServiceProcess service(String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLERK_JWT_KEY",
                ClerkStub.KEY.pem(),
                "CLERK_ISSUER",
                Claims.ISSUER,
                "CLERK_REPLICAS_SECRET",
                "a secret that is shared by all",
                "CLERK_AUTHORIZED_PARTIES",
                Claims.ORIGIN));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return ServiceProcess.start(variables);
    }
}
