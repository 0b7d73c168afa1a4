package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
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

class CookieTokenExtractorTest {
    private static final Map<String, String> ON =
            Map.of("clerk.cookie.enabled", "true", "clerk.authorized-parties", Claims.ORIGIN);
    private static final List<String> COOKIE = List.of("theme=dark; __session=a.b.c; x=y");

    private static final List<List<String>> FOREIGN_ORIGINS = List.of(
            List.of("null"),
            List.of(""),
            List.of("https://evil.example"),
            List.of(Claims.ORIGIN + ".evil.example"),
            List.of(Claims.ORIGIN, "https://evil.example"));

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void safeMethodWithoutAnOrigin_mayUseTheCookie(String method) {
        assertEquals(Optional.of("a.b.c"), cookies(ON).from(List.of(method), List.of(), COOKIE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get"})
    void originThatIsNoAuthorizedParty_isRefusedForEveryMethod(String method) {
        CookieTokenExtractor cookies = cookies(ON);
        assertEquals(Optional.of("a.b.c"), cookies.from(List.of(method), List.of(Claims.ORIGIN), COOKIE));
        FOREIGN_ORIGINS.forEach(origins -> assertForbidden(cookies, List.of(method), origins));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get", ""})
    void unsafeMethodOrOriginalMethodWithoutAnOrigin_isRefused(String method) {
        CookieTokenExtractor cookies = cookies(ON);
        assertForbidden(cookies, List.of(method), List.of());
        assertForbidden(cookies, List.of("GET", method), List.of());
        assertForbidden(cookies, List.of("GET", "GET", method), List.of());
        assertEquals(Optional.of("a.b.c"), cookies.from(List.of("GET", method), List.of(Claims.ORIGIN), COOKIE));
    }

    private static void assertForbidden(CookieTokenExtractor cookies, List<String> methods, List<String> origins) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> cookies.from(methods, origins, COOKIE));
        assertEquals(Reason.FORBIDDEN, refusal.reason());
    }

    @Test
    void noCookie_isNotRefused() {
        assertEquals(Optional.empty(), cookies(ON).from(List.of("POST"), List.of(), List.of("theme=dark")));
    }

    @Test
    void twoDifferentCookiesOfOneName_areInvalid() {
        RefusedException refusal = assertThrows(RefusedException.class, () -> cookies(ON)
                .from(List.of("GET"), List.of(), List.of("__session=a.b.c; __session=d.e.f")));
        assertEquals(Reason.TOKEN_INVALID, refusal.reason());
    }

    @Test
    void endlessCookie_isInvalid() {
        List<String> endless = List.of("__session=" + "a".repeat(BearerTokenExtractor.LONGEST + 1));
        assertEquals(
                Reason.TOKEN_INVALID,
                assertThrows(RefusedException.class, () -> cookies(ON).from(List.of("GET"), List.of(), endless))
                        .reason());
    }

    @Test
    void cookiesWithoutAuthorizedParties_startFails() {
        ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> cookies(Map.of("clerk.cookie.enabled", "true"))
                        .check(new StartupEvent()));
        assertTrue(failure.getMessage().contains("CLERK_AUTHORIZED_PARTIES"));
        assertEquals(1, failure.getMessage().lines().count());
    }

    @Test
    void cookiesOff_nothingIsChecked() {
        cookies(Map.of()).check(new StartupEvent());
    }

    private static CookieTokenExtractor cookies(Map<String, String> settings) {
        return new CookieTokenExtractor(
                Settings.of(CookieConfig.class, settings),
                Settings.of(VerificationConfig.class, settings),
                Optional.empty(),
                Optional.of(Claims.ISSUER),
                Clock.systemUTC());
    }
}
