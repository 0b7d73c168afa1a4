package dev.clerkguard.config;

import java.util.Map;
import java.util.stream.Stream;

/**
 * A configuration with which the service does not start.
 *
 * @param expected a part of the one line that says why
 * @param variables the environment; where it has a secret, this contains "not_to_be_seen"
 */
record WrongConfiguration(String expected, Map<String, String> variables) {
    /** clerk.example.com$ */
    private static final String LIVE = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

    private static final String TEST = "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k";

    /** Shows that StartupValidation runs at the start; StartupValidationTest has all of its refusals in each build. */
    static Stream<WrongConfiguration> exampleForStartupValidation() {
        return Stream.of(new WrongConfiguration(
                "do not belong together",
                Map.of("CLERK_PUBLISHABLE_KEY", LIVE, "CLERK_SECRET_KEY", "sk_test_not_to_be_seen")));
    }

    static Stream<WrongConfiguration> refusedByStartupValidation() {
        return Stream.of(
                new WrongConfiguration("No Clerk instance is configured", Map.of()),
                new WrongConfiguration(
                        "do not belong together",
                        Map.of("CLERK_PUBLISHABLE_KEY", LIVE, "CLERK_SECRET_KEY", "sk_test_not_to_be_seen")),
                new WrongConfiguration(
                        "CLERK_SECRET_KEY is not a secret key",
                        Map.of("CLERK_PUBLISHABLE_KEY", LIVE, "CLERK_SECRET_KEY", "not_to_be_seen")),
                new WrongConfiguration(
                        "CLERK_JWT_KEY", Map.of("CLERK_JWT_KEY", "not_to_be_seen!", "CLERK_ISSUER", "https://a.b")),
                new WrongConfiguration("must be an http or https address", Map.of("CLERK_JWKS_URL", "not an address")),
                new WrongConfiguration(
                        "must be an https address with live keys",
                        Map.of("CLERK_PUBLISHABLE_KEY", LIVE, "CLERK_JWKS_URL", "http://proxy.example.com/jwks.json")),
                with(
                        "not an origin such as https://app.example.com: app.example.com",
                        "CLERK_AUTHORIZED_PARTIES",
                        "https://a.example, app.example.com"),
                new WrongConfiguration(
                        "CLERK_PUBLISHABLE_KEY is not a publishable key", Map.of("CLERK_PUBLISHABLE_KEY", "pk_x")),
                new WrongConfiguration(
                        "CLERK_PUBLISHABLE_KEY is not a publishable key: it does not contain a host name",
                        Map.of("CLERK_PUBLISHABLE_KEY", LIVE.substring(0, 20))),
                new WrongConfiguration(
                        "do not belong together",
                        Map.of("CLERK_PUBLISHABLE_KEY", TEST, "CLERK_SECRET_KEY", "sk_live_not_to_be_seen")),
                new WrongConfiguration(
                        "must be an http or https address", Map.of("CLERK_JWKS_URL", "file:///etc/passwd")),
                new WrongConfiguration(
                        "must be an https address with live keys",
                        Map.of("CLERK_PUBLISHABLE_KEY", LIVE, "CLERK_API_URL", "http://proxy.example.com")),
                with(
                        "not an origin such as https://app.example.com: https://a.example/app",
                        "CLERK_AUTHORIZED_PARTIES",
                        "https://a.example/app"),
                with(
                        "CLERK_USERS_MAX_WAITING (clerk.users.max-waiting) must not be negative",
                        "CLERK_USERS_MAX_WAITING",
                        "-1"),
                with("must be greater than zero", "CLERK_BACKEND_TIMEOUT", "0s"),
                with("clerk.keys.max-age must be longer", "CLERK_KEYS_MAX_AGE", "5m"),
                with("clerk.keys.max-age must be longer", "CLERK_KEYS_REFRESH_INTERVAL", "48h"),
                with("CLERK_CLOCK_SKEW", "CLERK_CLOCK_SKEW", "-5s"),
                with("CLERK_API_URL", "CLERK_API_URL", "api.clerk.com"));
    }

    static Stream<WrongConfiguration> refusedElsewhere() {
        return Stream.of(
                with("not a path such as /docs", "CLERK_PUBLIC_PATHS", "docs"),
                with("clerk.clock-skew", "CLERK_CLOCK_SKEW", "soon"),
                with(
                        "CLERK_WEBHOOK_SIGNING_SECRET is not a signing secret",
                        "CLERK_WEBHOOK_SIGNING_SECRET",
                        "whsec_not_to_be_seen"),
                with("REDIS_URL", "REDIS_URL", "not_to_be_seen:6379"),
                with("REDIS_URL", "REDIS_URL", "redis://:not_to_be_seen @redis"));
    }

    private static WrongConfiguration with(String expected, String name, String value) {
        return new WrongConfiguration(expected, Map.of("CLERK_PUBLISHABLE_KEY", LIVE, name, value));
    }
}
