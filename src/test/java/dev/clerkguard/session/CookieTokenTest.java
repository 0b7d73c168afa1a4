package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.Settings;

class CookieTokenTest {
    private static final Map<String, String> ON =
            Map.of("clerk.cookie.enabled", "true", "clerk.authorized-parties", Claims.ORIGIN);
    private static final List<String> COOKIE = List.of("theme=dark; __session=a.b.c; x=y");

    @Test
    void theCookieIsReadForASafeMethodWhateverTheOrigin() {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            assertEquals(Optional.of("a.b.c"), cookies(ON).from(method, List.of(), COOKIE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get"})
    void anyOtherMethodNeedsTheOriginOfAnAuthorizedParty(String method) {
        CookieToken cookies = cookies(ON);
        assertEquals(Optional.of("a.b.c"), cookies.from(method, List.of(Claims.ORIGIN), COOKIE));
        for (List<String> origins : List.of(
                List.<String>of(),
                List.of("null"),
                List.of("https://evil.example"),
                List.of(Claims.ORIGIN + ".evil.example"),
                List.of(Claims.ORIGIN, "https://evil.example"))) {
            RefusedException refusal =
                    assertThrows(RefusedException.class, () -> cookies.from(method, origins, COOKIE));
            assertEquals(Reason.FORBIDDEN, refusal.reason());
        }
    }

    @Test
    void withoutACookieThereIsNothingToRefuse() {
        assertEquals(Optional.empty(), cookies(ON).from("POST", List.of(), List.of("theme=dark")));
    }

    @Test
    void twoDifferentSessionCookiesOfOneNameAreInvalid() {
        RefusedException refusal = assertThrows(RefusedException.class, () -> cookies(ON)
                .from("GET", List.of(), List.of("__session=a.b.c; __session=d.e.f")));
        assertEquals(Reason.TOKEN_INVALID, refusal.reason());
    }

    @Test
    void anEndlessCookieIsInvalid() {
        List<String> endless = List.of("__session=" + "a".repeat(BearerToken.LONGEST + 1));
        assertEquals(
                Reason.TOKEN_INVALID,
                assertThrows(RefusedException.class, () -> cookies(ON).from("GET", List.of(), endless))
                        .reason());
    }

    @Test
    void withoutAuthorizedPartiesTheStartFailsInOneLine() {
        ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> cookies(Map.of("clerk.cookie.enabled", "true"))
                        .check(new StartupEvent()));
        assertTrue(failure.getMessage().contains("CLERK_AUTHORIZED_PARTIES"));
        assertEquals(1, failure.getMessage().lines().count());
    }

    @Test
    void switchedOffNothingIsChecked() {
        cookies(Map.of()).check(new StartupEvent());
    }

    private static CookieToken cookies(Map<String, String> settings) {
        return new CookieToken(
                Settings.of(CookieConfig.class, settings),
                Settings.of(VerificationConfig.class, settings),
                Optional.empty(),
                Optional.of(Claims.ISSUER));
    }
}
