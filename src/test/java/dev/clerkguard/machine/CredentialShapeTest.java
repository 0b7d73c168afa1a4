package dev.clerkguard.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.token.TokenType;

class CredentialShapeTest {
    @ParameterizedTest
    @CsvSource({
        "ak_a, API_KEY", "ak_a/b+c~d.e-f_g==, API_KEY", "mt_a.b, M2M_TOKEN", "oat_a, OAUTH_TOKEN",
        "AK_a, SESSION_TOKEN", "at_a, SESSION_TOKEN", "mch_a, SESSION_TOKEN", "garbage, SESSION_TOKEN",
        "a.b.c, SESSION_TOKEN"
    })
    void opaqueCredential_isRecognizedByItsPrefix(String credential, TokenType type) {
        assertEquals(type, CredentialShape.of(credential));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ak_", "ak_==", "ak_a b", "ak_a=b", "ak_a.b.c", "oat_..", "mt_a\u0000", "mt_ä"})
    void malformedSecret_isInvalid(String credential) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> CredentialShape.of(credential));
        assertEquals(Reason.TOKEN_INVALID, refusal.reason());
    }

    @Test
    void jwt_isRecognizedByItsSubjectThenByItsType() {
        Instant now = Instant.now();
        assertEquals(
                TokenType.M2M_TOKEN, CredentialShape.of(MachineTokens.m2m(now).signed()));
        assertEquals(
                TokenType.M2M_TOKEN,
                CredentialShape.of(
                        MachineTokens.m2m(now).header("typ", "at+jwt").signed()));
        assertEquals(
                TokenType.OAUTH_TOKEN,
                CredentialShape.of(MachineTokens.oauth(now).signed()));
        assertEquals(
                TokenType.SESSION_TOKEN,
                CredentialShape.of(
                        MachineTokens.oauth(now).header("typ", "AT+JWT").signed()));
        assertEquals(
                TokenType.SESSION_TOKEN,
                CredentialShape.of(MachineTokens.m2m(now).with("sub", "user_1").signed()),
                "a category alone makes no M2M token; as a session token it is refused");
        assertEquals(TokenType.SESSION_TOKEN, CredentialShape.of(Claims.now().signedBy(ClerkStub.KEY)));
    }
}
