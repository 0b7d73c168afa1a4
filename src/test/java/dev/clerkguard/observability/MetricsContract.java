package dev.clerkguard.observability;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.PrometheusScrape;
import dev.clerkguard.testing.WebhookDelivery;

/** What happens is what Prometheus reads. */
abstract class MetricsContract {
    private static final String AUTHENTICATIONS = "clerk_guard_authentications_total";
    private static final String CALLS = "clerk_guard_backend_request_duration_seconds_count";
    private static final String EVENTS = "clerk_guard_webhook_events_total";
    private static final String[] AUTHENTICATED = {"outcome=\"authenticated\"", "reason=\"none\""};

    private final String userId = ClerkUsers.newId();
    private final String token = ClerkUsers.token(userId);

    /** Another test may have left the service in the belief that Clerk is away. */
    @BeforeEach
    void clerkIsTrustedAgain() {
        ClerkUsers.untilClerkIsAskedAgain();
    }

    @Test
    void authenticatedRequest_isCountedOnce() {
        double before = scrape().value(AUTHENTICATIONS, AUTHENTICATED);
        session(token, 200);
        session(token, 200);
        assertEquals(before + 2, scrape().value(AUTHENTICATIONS, AUTHENTICATED));
    }

    @Test
    void refusal_isCountedByItsReason() {
        String[] expired = {"outcome=\"unauthenticated\"", "reason=\"token-expired\""};
        String old = Claims.at(Instant.now().minusSeconds(600)).signedBy(ClerkStub.KEY);
        PrometheusScrape before = scrape();
        session(old, 401);
        session(old, 401);
        PrometheusScrape after = scrape();
        assertEquals(before.value(AUTHENTICATIONS, expired) + 2, after.value(AUTHENTICATIONS, expired));
        assertEquals(before.value(AUTHENTICATIONS, AUTHENTICATED), after.value(AUTHENTICATIONS, AUTHENTICATED));
    }

    @Test
    void forbiddenRequest_isCountedAsForbidden() {
        String[] missing = {"outcome=\"forbidden\"", "reason=\"role-missing\""};
        PrometheusScrape before = scrape();
        given().auth().oauth2(token).get("/auth/verify?role=org:admin").then().statusCode(403);
        PrometheusScrape after = scrape();
        assertEquals(before.value(AUTHENTICATIONS, missing) + 1, after.value(AUTHENTICATIONS, missing));
        assertEquals(before.value(AUTHENTICATIONS, AUTHENTICATED) + 1, after.value(AUTHENTICATIONS, AUTHENTICATED));
    }

    @Test
    void publicPage_isNotCounted() {
        PrometheusScrape before = scrape();
        given().auth().oauth2("garbage").get("/").then().statusCode(200);
        assertEquals(before.sum(AUTHENTICATIONS), scrape().sum(AUTHENTICATIONS));
    }

    @Test
    void start_everyReasonHasAZeroCounter() {
        assertTrue(scrape().has(AUTHENTICATIONS, "outcome=\"unavailable\"", "reason=\"jwk-remote-failed-to-load\""));
    }

    @Test
    void cachedTokenIsAHit_andANewOneAMiss() {
        String[] hit = {"cache=\"verified-tokens\"", "result=\"hit\""};
        String[] miss = {"cache=\"verified-tokens\"", "result=\"miss\""};
        PrometheusScrape before = scrape();
        session(token, 200);
        session(token, 200);
        PrometheusScrape after = scrape();
        assertEquals(before.value("cache_gets_total", hit) + 1, after.value("cache_gets_total", hit));
        assertEquals(before.value("cache_gets_total", miss) + 1, after.value("cache_gets_total", miss));
        assertTrue(after.value("clerk_guard_cache_weight_bytes", "cache=\"verified-tokens\"") > 0);
        assertEquals(64 << 20, after.value("clerk_guard_cache_max_weight_bytes", "cache=\"verified-tokens\""));
    }

    @Test
    void loadedKeys_areMeasuredWithTheirAge() {
        session(token, 200);
        PrometheusScrape now = scrape();
        assertEquals(1, now.value("clerk_guard_signing_keys"));
        assertTrue(now.value("clerk_guard_signing_keys_age_seconds") < 600);
        assertEquals(24 * 3600, now.value("clerk_guard_signing_keys_max_age_seconds"));
        assertTrue(now.value("clerk_guard_signing_key_fetches_total", "outcome=\"loaded\"") >= 1);
    }

    @Test
    void backendCall_isTimedByOutcome() {
        String[] ok = {"operation=\"read_user\"", "outcome=\"ok\""};
        String[] missing = {"operation=\"read_user\"", "outcome=\"not_found\""};
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)).withFixedDelay(60));
        PrometheusScrape before = scrape();
        me(token, 200);
        me(token, 200);
        me(ClerkUsers.token(ClerkUsers.newId()), 401);
        PrometheusScrape after = scrape();
        assertEquals(before.value(CALLS, ok) + 1, after.value(CALLS, ok), "the second came from memory");
        assertEquals(before.value(CALLS, missing) + 1, after.value(CALLS, missing));
        String bucket = "clerk_guard_backend_request_duration_seconds_bucket";
        assertEquals(
                before.value(bucket, "operation=\"read_user\"", "outcome=\"ok\"", "le=\"0.05\""),
                after.value(bucket, "operation=\"read_user\"", "outcome=\"ok\"", "le=\"0.05\""));
    }

    @Test
    void delivery_isCountedByTypeAndOutcomeAndItsRevocationIsHeld() {
        WebhookDelivery delivery = WebhookDelivery.of(
                "session.revoked",
                "{\"id\":\"sess_" + UUID.randomUUID().toString().replace("-", "") + "\"}");
        PrometheusScrape before = scrape();
        delivery.send().statusCode(204);
        delivery.send().statusCode(204);
        delivery.withSignature("v1,AAAA").send().statusCode(400);
        PrometheusScrape after = scrape();
        for (String outcome : new String[] {"done", "duplicate"}) {
            String[] labels = {"type=\"session.revoked\"", "outcome=\"" + outcome + "\""};
            assertEquals(before.value(EVENTS, labels) + 1, after.value(EVENTS, labels), outcome);
        }
        String[] refused = {"type=\"other\"", "outcome=\"refused\""};
        assertTrue(before.has(EVENTS, refused));
        assertEquals(before.value(EVENTS, refused) + 1, after.value(EVENTS, refused));
        assertEquals(before.value("clerk_guard_denials") + 1, after.value("clerk_guard_denials"));
    }

    @Test
    void unknownEventType_isLabelledOther() {
        WebhookDelivery.of("session.invented_" + UUID.randomUUID(), "{}").send().statusCode(204);
        assertTrue(scrape().series(EVENTS).stream().noneMatch(series -> series.contains("invented")));
    }

    @Test
    void metrics_haveNoIds() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));
        me(token, 200);
        given().auth()
                .oauth2("garbage-of-mine")
                .get("/auth/session?of=mine")
                .then()
                .statusCode(401);
        String text = given().get(metrics()).then().extract().asString();
        for (String secret : new String[] {userId, Claims.SESSION_ID, ClerkStub.KEY.id(), "of-mine", "ada@"}) {
            assertFalse(text.contains(secret), secret);
        }
    }

    @Test
    void eventLoopLag_isMeasured() {
        String count = "clerk_guard_event_loop_lag_seconds_count";
        double before = scrape().value(count);
        await().until(() -> scrape().value(count) > before);
    }

    @Test
    void noRedis_isMeasuredAsNotConfigured() {
        PrometheusScrape now = scrape();
        assertTrue(now.has("clerk_guard_redis_configured"));
        assertEquals(0, now.value("clerk_guard_redis_configured"));
        assertEquals(0, now.value("clerk_guard_replica_outbox"));
    }

    @Test
    void costlyDefaultMetrics_areOff() {
        session(token, 200);
        assertTrue(scrape().names().stream().noneMatch(name -> name.startsWith("http_") || name.startsWith("vertx_")));
    }

    @Test
    void metricsAndDocumentation_areTheSame() throws IOException {
        String page = Files.readString(Path.of("docs/metrics.md"));
        Map<String, Set<String>> documented = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(clerk_guard_[a-z_]+)`[^|]*\\|([^|]*)\\|")
                .matcher(page)
                .results()
                .forEach(row -> documented.put(row.group(1), words(row.group(2))));
        assertEquals(documented, scrape().families("clerk_guard_"));
        Matcher ofTheProcess =
                Pattern.compile("(?s)\n\nOf the process(.*?)\\.\n").matcher(page);
        assertTrue(ofTheProcess.find(), "docs/metrics.md names the metrics of the process");
        Set<String> others = words(ofTheProcess.group(1));
        assertEquals(Set.of(), difference(others, scrape().names()));
        assertFalse(others.isEmpty());
    }

    private static Set<String> words(String text) {
        return Pattern.compile("`([a-z_]+)`")
                .matcher(text)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        return all.stream().filter(one -> !without.contains(one)).collect(Collectors.toSet());
    }

    /** Where Prometheus reads. */
    abstract String metrics();

    private PrometheusScrape scrape() {
        return PrometheusScrape.of(metrics());
    }

    private static void session(String token, int status) {
        given().auth().oauth2(token).get("/auth/session").then().statusCode(status);
    }

    private static void me(String token, int status) {
        given().auth().oauth2(token).get("/auth/me").then().statusCode(status);
    }
}
