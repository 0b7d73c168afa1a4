package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.webhook.DeliveryRejectedException.Why;
import dev.clerkguard.webhook.SvixSignature.Headers;

class SvixSignatureTest {
    /** The test vector of Svix' documentation, "Verifying webhooks manually". */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1614265330);

    private static final String OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final MovableClock clock = new MovableClock(SIGNED_AT);

    @Test
    void exampleOfSvixDocumentation_isValid() {
        assertEquals(SIGNED_AT, verify(SECRET, SIGNATURE));
    }

    @Test
    void secretWithoutPrefix_isAccepted() {
        verify(SECRET.substring("whsec_".length()), SIGNATURE);
    }

    @Test
    void signatureWithOneOfTwoSecrets_isValid() {
        verifier(OTHER_SECRET, SECRET).verify(headers(SIGNATURE), bytes(BODY));
        assertEquals(Why.SIGNATURE, refusal(OTHER_SECRET, SIGNATURE));
    }

    @Test
    void oneValidSignatureAmongOthers_isValid() {
        verify(SECRET, "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,xyz " + SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,",
                "v1",
                ",",
                "v1,not base64"
            })
    void otherSignatureHeader_isRefused(String signature) {
        assertEquals(Why.SIGNATURE, refusal(SECRET, signature));
    }

    @Test
    void changedByteOrHeader_isRefused() {
        SvixSignature verifier = verifier(SECRET);
        assertRefused(verifier, new Headers(ID, TIMESTAMP, SIGNATURE), BODY + " ");
        assertRefused(verifier, new Headers(ID, TIMESTAMP, SIGNATURE), BODY.replace(" ", ""));
        assertRefused(verifier, new Headers(ID + "x", TIMESTAMP, SIGNATURE), BODY);
        assertRefused(verifier, new Headers(ID, "1614265331", SIGNATURE), BODY);
    }

    @ParameterizedTest
    @CsvSource({"300, true", "301, false", "-300, true", "-301, false"})
    void timestampMoreThanFiveMinutesAway_isRefused(long secondsLater, boolean genuine) {
        clock.advance(Duration.ofSeconds(secondsLater));
        if (genuine) {
            verify(SECRET, SIGNATURE);
        } else {
            assertEquals(Why.TIMESTAMP, refusal(SECRET, SIGNATURE));
        }
    }

    @Test
    void faultyHeaders_areRefusedWithoutTheBody() {
        Headers headers = headers("v1,of a body that is still to come");
        assertEquals(SIGNED_AT, verifier(SECRET).signedAt(headers));
        clock.advance(Duration.ofSeconds(301));
        DeliveryRejectedException refused = assertThrows(
                DeliveryRejectedException.class, () -> verifier(SECRET).signedAt(headers));
        assertEquals(Why.TIMESTAMP, refused.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1614265330", "1614265330.5", "99999999999999999999", "1614265330 "})
    void timestampThatIsNoNumberOfSeconds_isRefused(String timestamp) {
        DeliveryRejectedException refused = assertThrows(DeliveryRejectedException.class, () -> verifier(SECRET)
                .verify(new Headers(ID, timestamp, SIGNATURE), bytes(BODY)));
        assertEquals(Why.TIMESTAMP, refused.why());
    }

    @Test
    void missingHeader_isRefused() {
        for (Headers headers : List.of(
                new Headers(null, TIMESTAMP, SIGNATURE),
                new Headers(ID, null, SIGNATURE),
                new Headers(ID, TIMESTAMP, null),
                new Headers(ID, TIMESTAMP, " "))) {
            DeliveryRejectedException refused = assertThrows(
                    DeliveryRejectedException.class, () -> verifier(SECRET).verify(headers, bytes(BODY)));
            assertEquals(Why.HEADERS_MISSING, refused.why());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_not*base64*at*all*here*now", "whsec_c2hvcnQ=", "pk_test_x"})
    void malformedSecret_isRefusedWithoutQuotingIt(String secret) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> verifier(secret));
        assertFalse(
                refused.getMessage().contains("c2hvcnQ") || refused.getMessage().contains("not*"));
    }

    private Instant verify(String secret, String signature) {
        return verifier(secret).verify(headers(signature), bytes(BODY));
    }

    private Why refusal(String secret, String signature) {
        return assertThrows(DeliveryRejectedException.class, () -> verify(secret, signature))
                .why();
    }

    private static void assertRefused(SvixSignature verifier, Headers headers, String body) {
        DeliveryRejectedException refused =
                assertThrows(DeliveryRejectedException.class, () -> verifier.verify(headers, bytes(body)));
        assertEquals(Why.SIGNATURE, refused.why());
    }

    private SvixSignature verifier(String... secrets) {
        return new SvixSignature(List.of(secrets), Duration.ofSeconds(300), clock);
    }

    private static Headers headers(String signature) {
        return new Headers(ID, TIMESTAMP, signature);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
