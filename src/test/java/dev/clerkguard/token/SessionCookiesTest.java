package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.SigningKey;

class SessionCookiesTest {
    private static final SigningKey KEY = SigningKey.first("ins_cookie");
    private static final String HOST_IN_BASE64 = "Y2xlcmsuZXhhbXBsZS50ZXN0JA==";
    private static final Map<String, String> SUFFIX = Map.of("test", "_WxqolFRg", "live", "_f0R0TxpA");
    private static final long FAR = 4102444800L;
    private static final Map<String, String> TOKENS = Map.of(
            "old", token(Map.of("iss", Claims.ISSUER, "iat", 100, "exp", FAR)),
            "new", token(Map.of("iss", Claims.ISSUER, "iat", 200, "exp", FAR)),
            "expired", token(Map.of("iss", Claims.ISSUER, "iat", 150, "exp", 1000)),
            "foreign", token(Map.of("iss", "https://other.example.test", "iat", 150, "exp", FAR)),
            "no-issuer", token(Map.of("iat", 150, "exp", FAR)),
            "garbage", "garbage");

    /** One line of the grid; {@code -} is a cookie that is not there. */
    private record Case(String instance, String plain, String suffixed, String uat, String suffixedUat, String chosen) {
        static Case of(String line) {
            String[] words = line.split(" ");
            return new Case(words[0], words[1], words[2], words[3], words[4], words[5]);
        }

        Map<String, String> cookies() {
            String suffix = SUFFIX.get(instance);
            Map<String, String> cookies = new HashMap<>();
            put(cookies, "__session", TOKENS.get(plain));
            put(cookies, "__session" + suffix, TOKENS.get(suffixed));
            put(cookies, "__client_uat", uat.equals("-") ? null : uat);
            put(cookies, "__client_uat" + suffix, suffixedUat.equals("-") ? null : suffixedUat);
            return cookies;
        }

        Optional<String> expected() {
            return Optional.ofNullable(TOKENS.get(chosen.equals("suffixed") ? suffixed : plain));
        }

        private static void put(Map<String, String> cookies, String name, String value) {
            if (value != null) {
                cookies.put(name, value);
            }
        }
    }

    @Test
    void cookieChoice_isThatOfClerksSdk() throws IOException {
        List<Case> grid = grid();
        assertTrue(grid.size() > 600);
        for (Case one : grid) {
            assertEquals(
                    one.expected(),
                    cookies(Optional.of("pk_" + one.instance() + "_" + HOST_IN_BASE64))
                            .choose(one.cookies()),
                    one.toString());
        }
    }

    @Test
    void noPublishableKey_onlyThePlainCookieIsRead() {
        Map<String, String> both =
                Map.of("__session", "plain", "__session_WxqolFRg", "suffixed", "__client_uat_WxqolFRg", "5");
        assertEquals(Optional.of("plain"), cookies(Optional.empty()).choose(both));
    }

    @Test
    void emptyCookie_isAbsent() {
        assertEquals(Optional.empty(), cookies(Optional.empty()).choose(Map.of("__session", "")));
    }

    private static SessionCookies cookies(Optional<String> publishableKey) {
        return new SessionCookies(publishableKey, Claims.ISSUER, Clock.systemUTC());
    }

    private static String token(Map<String, ?> claims) {
        return KEY.sign(Map.of("alg", "RS256"), JsonUtil.toJson(new HashMap<>(claims)));
    }

    private static List<Case> grid() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(
                                SessionCookiesTest.class.getResourceAsStream("/clerk/session-cookies.txt")),
                        StandardCharsets.UTF_8));
                Stream<String> lines = reader.lines()) {
            return lines.filter(line -> !line.startsWith("#")).map(Case::of).toList();
        }
    }
}
