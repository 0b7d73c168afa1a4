package dev.clerkguard.webhook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.RedisServer;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.WebhookDelivery;

/** The packaged application where the others cannot be told, where Redis holds rubbish, and where old tokens are denied. */
@Concurrent
@Order(1)
class UnconfirmedDeliveriesIT {
    private static final ClerkStub CLERK = new ClerkStub();
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final String ORGANIZATION =
            "org_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void startClerk() {
        CLERK.start();
    }

    @AfterAll
    static void stopClerk() {
        CLERK.stop();
    }

    @Test
    void replicationFails_revocationHoldsHereAndTheDeliveryIsRequestedAgain() {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            try (ServiceProcess one = start(redis, Map.of("CLERK_REPLICAS_QUEUE_SIZE", "2"))) {
                revoked("sess_1").send(one.url("")).statusCode(204);
                revoked("sess_2").send(one.url("")).statusCode(204);
                WebhookDelivery third = revoked("sess_3");
                third.send(one.url(""))
                        .statusCode(503)
                        .header("Retry-After", equalTo("5"))
                        .contentType("application/problem+json");
                third.send(one.url("")).statusCode(503);
                session(one, token("sess_3", Instant.now())).statusCode(401);

                redis.restart();
                await().atMost(RECOVERY)
                        .untilAsserted(() -> third.send(one.url("")).statusCode(204));
                redis.command("SET clerk-guard:stored:1:" + "0".repeat(32) + " rubbish");
                try (ServiceProcess other = start(redis, Map.of())) {
                    for (String sessionId : new String[] {"sess_1", "sess_2", "sess_3"}) {
                        session(other, token(sessionId, Instant.now()))
                                .statusCode(401)
                                .body("reason", equalTo("session-revoked"));
                    }
                    session(other, token("sess_4", Instant.now())).statusCode(200);
                    said(other, "event=replication_message_rejected reason=not_authentic", 1);
                    redis.command("PUBLISH clerk-guard:events:1 rubbish");
                    revoked("sess_4").send(one.url("")).statusCode(204);
                    await().untilAsserted(() ->
                            session(other, token("sess_4", Instant.now())).statusCode(401));
                }
            }
        }
    }

    @Test
    void outdatedTokensAreRevokedBySetting_olderTokensAreRefused() {
        try (RedisServer redis = RedisServer.start();
                ServiceProcess one = start(redis, Map.of("CLERK_WEBHOOK_DENY_OUTDATED_TOKENS", "true"))) {
            String old = token("sess_5", Instant.now().minusSeconds(5));
            String user = ClerkUsers.newId();
            String oldOfUser =
                    Claims.at(Instant.now().minusSeconds(5)).with("sub", user).signedBy(ClerkStub.KEY);
            session(one, old).statusCode(200);
            session(one, oldOfUser).statusCode(200);

            WebhookDelivery.of(
                            "organizationMembership.updated",
                            "{\"id\":\"orgmem_1\",\"public_user_data\":{\"user_id\":\"" + user + "\"}}")
                    .send(one.url(""))
                    .statusCode(204);
            session(one, oldOfUser).statusCode(401).body("reason", equalTo("token-outdated"));
            session(one, old).statusCode(200);

            WebhookDelivery.of("organization.deleted", "{\"id\":\"" + ORGANIZATION + "\",\"deleted\":true}")
                    .send(one.url(""))
                    .statusCode(204);
            session(one, old).statusCode(401).body("reason", equalTo("token-outdated"));
            String elsewhere = Claims.at(Instant.now().minusSeconds(5))
                    .with("sid", "sess_6")
                    .signedBy(ClerkStub.KEY);
            session(one, elsewhere).statusCode(200);

            WebhookDelivery.of("role.updated", "{\"id\":\"role_1\"}")
                    .send(one.url(""))
                    .statusCode(204);
            session(one, elsewhere).statusCode(401).body("reason", equalTo("token-outdated"));
            session(one, token("sess_7", Instant.now().plusSeconds(2))).statusCode(200);
        }
    }

    private static ServiceProcess start(RedisServer redis, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLERK_JWKS_URL", ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH,
                "CLERK_ISSUER", Claims.ISSUER,
                "CLERK_API_URL", ClerkStub.server().baseUrl(),
                "CLERK_SECRET_KEY", ClerkStub.SECRET_KEY,
                "CLERK_AUTHORIZED_PARTIES", Claims.ORIGIN,
                "CLERK_WEBHOOK_SIGNING_SECRET", WebhookDelivery.SECRET,
                "REDIS_URL", redis.url()));
        variables.putAll(more);
        ServiceProcess service = ServiceProcess.start(variables);
        // The keys are fetched in the background.
        await().atMost(RECOVERY)
                .until(() ->
                        given().get(service.managementUrl("/q/health/ready")).statusCode() == 200);
        return service;
    }

    private static void said(ServiceProcess service, String line, int times) {
        await().atMost(RECOVERY).until(() -> service.output().split(line, -1).length - 1 >= times);
    }

    private static WebhookDelivery revoked(String sessionId) {
        return WebhookDelivery.of("session.revoked", "{\"id\":\"" + sessionId + "\"}");
    }

    /** In an organisation. */
    private static String token(String sessionId, Instant issuedAt) {
        return Claims.at(issuedAt)
                .with("nbf", Instant.now().minusSeconds(60).getEpochSecond())
                .with("sid", sessionId)
                .with("o", Map.of("id", ORGANIZATION, "slg", "acme", "rol", "admin"))
                .signedBy(ClerkStub.KEY);
    }

    private static ValidatableResponse session(ServiceProcess service, String token) {
        return given().auth().oauth2(token).get(service.url("/auth/session")).then();
    }
}
