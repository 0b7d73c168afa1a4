package dev.clerkguard.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.token.TokenType;

class VerificationResultTest {
    private static final OAuthAudience ANY = new OAuthAudience(Optional.empty(), Optional.empty());

    private final MovableClock clock = new MovableClock();
    private final VerificationResult result = new VerificationResult(ANY, clock);

    @ParameterizedTest
    @CsvSource({
        "API_KEY,     1000, true",
        "M2M_TOKEN,   1000, true",
        "OAUTH_TOKEN,    1, true",
        "OAUTH_TOKEN, 1000, true",
        "API_KEY,        1, false",
        "M2M_TOKEN,      1, false"
    })
    void timesAreMilliseconds_andOfOAuthTokensAlsoSeconds(TokenType type, int unit, boolean accepted) {
        double soon = (MovableClock.START.getEpochSecond() + 60.5) * unit;
        JsonObject json = MachineStub.valid(type).put("expiration", soon);
        if (accepted) {
            assertEquals(
                    MovableClock.START.plusMillis(60_500),
                    read(type, json).expiresAt().orElseThrow());
            clock.advance(Duration.ofMillis(60_500));
        }
        assertEquals(Reason.TOKEN_EXPIRED, refusal(type, json));
    }

    @Test
    void expirationBeyondAllTimes_isNever() {
        assertEquals(
                Optional.empty(),
                read(TokenType.API_KEY, MachineStub.valid(TokenType.API_KEY).put("expiration", 1e300))
                        .expiresAt());
        assertEquals(
                Reason.TOKEN_EXPIRED,
                refusal(TokenType.API_KEY, MachineStub.valid(TokenType.API_KEY).put("expiration", -1e300)));
        assertEquals(
                Reason.TOKEN_VERIFICATION_FAILED,
                refusal(TokenType.API_KEY, MachineStub.valid(TokenType.API_KEY).put("expiration", "tomorrow")));
    }

    @ParameterizedTest
    @CsvSource({
        "API_KEY, user_1, user_1, ",
        "API_KEY, org_1, , org_1",
        "API_KEY, mch_1, , ",
        "API_KEY, scim_1, , ",
        "OAUTH_TOKEN, user_1, user_1, "
    })
    void subject_givesTheOwner(TokenType type, String subject, String userId, String organizationId) {
        MachineCredential credential = read(type, MachineStub.valid(type).put("subject", subject));
        assertEquals(Optional.ofNullable(userId), credential.userId());
        assertEquals(Optional.ofNullable(organizationId), credential.organizationId());
        assertEquals(Optional.empty(), credential.machineId());
    }

    @ParameterizedTest
    @CsvSource({
        "M2M_TOKEN, user_1",
        "M2M_TOKEN, mch_",
        "OAUTH_TOKEN, mch_1",
        "OAUTH_TOKEN, user_",
        "API_KEY, ''",
        "API_KEY, 'user_1 x'",
        "API_KEY, user_ä"
    })
    void subjectOfAnotherKind_isRefused(TokenType type, String subject) {
        assertEquals(
                Reason.TOKEN_VERIFICATION_FAILED,
                refusal(type, MachineStub.valid(type).put("subject", subject)));
    }

    @ParameterizedTest
    @EnumSource(value = TokenType.class, names = "SESSION_TOKEN", mode = EnumSource.Mode.EXCLUDE)
    void membersThatAreAbsentOrOfAnotherShape_grantNothing(TokenType type) {
        MachineCredential bare = read(type, new JsonObject().put("subject", MachineStub.subject(type)));
        assertEquals(Optional.empty(), bare.id());
        assertEquals(List.of(), bare.scopes());
        assertEquals(Optional.empty(), bare.claims());
        assertEquals(Optional.empty(), bare.expiresAt());

        MachineCredential odd = read(
                type,
                MachineStub.valid(type)
                        .put("id", "a\r\nb")
                        .put("name", 5)
                        .put("scopes", new JsonArray().add(1).add("").add("a:b").addNull())
                        .put("claims", "text")
                        .put("client_id", new JsonArray()));
        assertEquals(Optional.empty(), odd.id());
        assertEquals(Optional.empty(), odd.name());
        assertEquals(List.of("a:b"), odd.scopes());
        assertEquals(Optional.empty(), odd.claims());
        assertEquals(Optional.empty(), odd.clientId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "expired"})
    void flagOfAnyType_isRefused(String flag) {
        for (Object value : List.of(true, "true", 1)) {
            JsonObject json = MachineStub.valid(TokenType.API_KEY).put(flag, value);
            assertThrows(RefusedException.class, () -> read(TokenType.API_KEY, json));
        }
    }

    @Test
    void oauthTokenForAnotherAudience_isRefused() {
        OAuthAudience configured = new OAuthAudience(Optional.of(Set.of("my-api")), Optional.empty());
        OAuthAudience resource = new OAuthAudience(Optional.empty(), Optional.of(MachineStub.RESOURCE));
        JsonArray none = new JsonArray();
        JsonArray api = new JsonArray().add("other").add("my-api");
        JsonArray ours = new JsonArray().add(MachineStub.RESOURCE);

        assertTrue(accepts(ANY, api) && accepts(ANY, null));
        assertTrue(accepts(configured, api) && accepts(configured, "my-api"));
        assertFalse(accepts(configured, null) || accepts(configured, none) || accepts(configured, ours));
        assertTrue(accepts(resource, null) && accepts(resource, none) && accepts(resource, ours));
        assertFalse(accepts(resource, api) || accepts(resource, MachineStub.RESOURCE + "/"));
        // The aud of an M2M token holds ids of machines.
        assertEquals(
                "mch_2abcDEF",
                new VerificationResult(configured, clock)
                        .read(TokenType.M2M_TOKEN, json(MachineStub.valid(TokenType.M2M_TOKEN)))
                        .subject());
    }

    private boolean accepts(OAuthAudience audience, Object aud) {
        JsonObject json = MachineStub.valid(TokenType.OAUTH_TOKEN);
        if (aud != null) {
            json.put("aud", aud);
        }
        try {
            new VerificationResult(audience, clock).read(TokenType.OAUTH_TOKEN, json(json));
            return true;
        } catch (RefusedException e) {
            assertEquals(Reason.TOKEN_INVALID_AUDIENCE, e.reason());
            return false;
        }
    }

    @Test
    void toString_doesNotContainTheCredential() {
        assertEquals(
                "MachineCredential[api_key, ak_0123456789abcdef0123456789abcdef, user_2abcDEF]",
                read(TokenType.API_KEY, MachineStub.valid(TokenType.API_KEY)).toString());
        assertTrue(Instant.EPOCH.isBefore(clock.instant()));
    }

    private MachineCredential read(TokenType type, JsonObject json) {
        return result.read(type, json(json));
    }

    private Reason refusal(TokenType type, JsonObject json) {
        return assertThrows(RefusedException.class, () -> read(type, json)).reason();
    }

    private static JsonNode json(JsonObject json) {
        try {
            return new ObjectMapper().readTree(json.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
