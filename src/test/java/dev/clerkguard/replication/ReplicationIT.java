package dev.clerkguard.replication;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.RedisServer;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.WebhookDelivery;

/** Several packaged applications as processes of their own, and a Redis that is killed and comes back empty. */
@Concurrent
@Order(1)
class ReplicationIT {
    private static final ClerkStub CLERK = new ClerkStub();
    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final String CONNECTED = "event=replication_connected";
    private static final String AWAY = "event=replication_disconnected";

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void startClerk() {
        CLERK.start();
    }

    @AfterAll
    static void stopClerk() {
        CLERK.stop();
    }

    @Test
    void revocationOnOneReplica_holdsOnAllAlsoAfterARedisOutage() throws Exception {
        try (RedisServer redis = RedisServer.start();
                ServiceProcess one = start(redis);
                ServiceProcess other = start(redis)) {
            connected(one, 1);
            connected(other, 1);
            String user = ClerkUsers.newId();
            ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
            String while1 = accepted(one, other);
            assertEquals(200, status(other, "/auth/me", user));
            assertEquals(200, status(other, "/auth/me", user));
            assertEquals(1, ClerkUsers.calls(user));

            revoke(one, while1);
            long answered = System.nanoTime();
            while (status(other, "/auth/session", while1) != 401) {
                assertTrue(System.nanoTime() - answered < SOON.toNanos(), "not within " + SOON);
            }
            assertEquals(401, status(one, "/auth/session", while1));

            redis.kill();
            said(one, AWAY, 1);
            said(other, AWAY, 1);
            String whileAway = accepted(one, other);
            revoke(one, whileAway);
            assertEquals(401, status(one, "/auth/session", whileAway), "here at once");
            assertEquals(200, status(other, "/auth/session", whileAway), "there is no way to know");
            given().get(other.managementUrl("/q/health/ready"))
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"));

            redis.restart();
            try (ServiceProcess third = start(redis)) {
                connected(third, 1);
                connected(one, 2);
                connected(other, 2);
                assertEquals(List.of(), errors(one), "an outage of Redis is a warning");
                for (String sessionId : new String[] {while1, whileAway}) {
                    for (ServiceProcess service : new ServiceProcess[] {one, other, third}) {
                        await().atMost(RECOVERY)
                                .untilAsserted(() -> assertEquals(401, status(service, "/auth/session", sessionId)));
                    }
                }
                assertEquals(200, status(other, "/auth/me", user));
                assertEquals(2, ClerkUsers.calls(user), "a replica that was cut off drops its users");
                assertEquals(200, status(third, "/auth/session", "sess_somebody_else"));
            }
        }
    }

    @Test
    void redisUnreachable_serviceWorks() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            try (ServiceProcess service = start(redis)) {
                said(service, AWAY, 1);
                String sessionId = accepted(service);
                revoke(service, sessionId);
                assertEquals(401, status(service, "/auth/session", sessionId));
                given().get(service.managementUrl("/q/health/ready")).then().statusCode(200);
            }
        }
    }

    private static ServiceProcess start(RedisServer redis) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLERK_JWKS_URL", ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH,
                "CLERK_ISSUER", Claims.ISSUER,
                "CLERK_API_URL", ClerkStub.server().baseUrl(),
                "CLERK_SECRET_KEY", ClerkStub.SECRET_KEY,
                "CLERK_AUTHORIZED_PARTIES", Claims.ORIGIN,
                "CLERK_WEBHOOK_SIGNING_SECRET", WebhookDelivery.SECRET,
                "REDIS_URL", redis.url()));
        return ServiceProcess.start(variables);
    }

    private static List<String> errors(ServiceProcess service) {
        return service.output().lines().filter(line -> line.contains("ERROR")).toList();
    }

    private static void connected(ServiceProcess service, int times) {
        said(service, CONNECTED, times);
    }

    private static void said(ServiceProcess service, String line, int times) {
        await().atMost(RECOVERY)
                .until(() -> service.output()
                                .lines()
                                .filter(one -> one.contains(line))
                                .count()
                        >= times);
    }

    /** A new session that each of these lets in. */
    private String accepted(ServiceProcess... services) {
        String sessionId = "sess_" + UUID.randomUUID().toString().replace("-", "");
        for (ServiceProcess service : services) {
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertEquals(200, status(service, "/auth/session", sessionId)));
        }
        return sessionId;
    }

    private static void revoke(ServiceProcess service, String sessionId) {
        WebhookDelivery.of("session.revoked", "{\"id\":\"" + sessionId + "\"}")
                .send(service.url(""))
                .statusCode(204);
    }

    /** @param who a session's id, or a user's */
    private int status(ServiceProcess service, String path, String who) throws Exception {
        String token = Claims.now()
                .with("sub", who.startsWith("user_") ? who : Claims.USER_ID)
                .with("sid", who.startsWith("sess_") ? who : "sess_" + who)
                .signedBy(ClerkStub.KEY);
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url(path)))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
