package dev.clerkguard.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives properties from Clerk's variables. A malformed variable derives nothing; StartupValidation reports it. */
final class DerivedProperties {
    static final String PUBLISHABLE_KEY = "clerk.publishable-key";
    static final String SECRET_KEY = "clerk.secret-key";
    static final String JWKS_URL = "clerk.jwks-url";
    static final String JWT_KEY = "clerk.jwt-key";
    static final String ISSUER = "clerk.issuer";
    static final String API_URL = "clerk.api-url";

    static final String VERIFY_KEY = "mp.jwt.verify.publickey";
    static final String VERIFY_KEY_LOCATION = "mp.jwt.verify.publickey.location";
    static final String VERIFY_ISSUER = "mp.jwt.verify.issuer";
    static final String REST_CLIENT_URL = "quarkus.rest-client.clerk.url";

    private static final String STAND_IN_ENABLED = "dev-clerk.enabled";
    private static final String STAND_IN_ISSUER = "dev-clerk.issuer";
    private static final String STAND_IN_WEBHOOK_SECRET = "dev-clerk.webhook-secret";
    private static final String WEBHOOK_SECRET = "clerk.webhook.signing-secret";
    private static final String REDIS_URL = "redis.url";
    private static final String REPLICAS_REDIS_URL = "clerk.replicas.redis-url";
    private static final String AUTHORIZED_PARTIES = "clerk.authorized-parties";
    private static final String COOKIES = "clerk.cookie.enabled";
    private static final String CORS = "quarkus.http.cors";
    private static final String CORS_ORIGINS = "quarkus.http.cors.origins";
    /** Origins of pages in development. Without a backslash, which is an escape in a list. */
    private static final String ANY_LOCAL_ORIGIN = "/https?://(localhost|127[.]0[.]0[.]1)(:[0-9]+)?/";

    private static final String JWKS_PATH = "/.well-known/jwks.json";
    /** SmallRye JWT's value for "no key". Without it the extension generates a key in dev and test mode. */
    private static final String NO_KEY = "NONE";

    private final Function<String, Optional<String>> given;

    DerivedProperties(Function<String, Optional<String>> given) {
        this.given = given;
    }

    /** Whether no variable identifies a Clerk instance or a key. */
    boolean nothingIsGiven() {
        return List.of(PUBLISHABLE_KEY, JWKS_URL, JWT_KEY, ISSUER, VERIFY_KEY, VERIFY_KEY_LOCATION).stream()
                .allMatch(name -> given.apply(name).isEmpty());
    }

    /** A build has no key; this value keeps the extension from generating one. */
    static Map<String, String> whileBuilding() {
        return Map.of(VERIFY_KEY, NO_KEY);
    }

    Map<String, String> clerk() {
        Map<String, String> derived = new HashMap<>();
        Optional<String> issuer = issuer();
        derived.put(VERIFY_KEY, given.apply(JWT_KEY).orElse(NO_KEY));
        issuer.ifPresent(value -> derived.put(VERIFY_ISSUER, value));
        if (given.apply(JWT_KEY).isEmpty()) {
            given.apply(JWKS_URL)
                    .or(() -> issuer.map(value -> value + JWKS_PATH))
                    .ifPresent(url -> derived.put(VERIFY_KEY_LOCATION, url));
        }
        derived.put(
                REST_CLIENT_URL,
                given.apply(API_URL).map(DerivedProperties::withoutSlash).orElse("https://api.clerk.com"));
        allow(given.apply(AUTHORIZED_PARTIES), derived);
        replicas(derived);
        return derived;
    }

    private void replicas(Map<String, String> derived) {
        given.apply(REDIS_URL).ifPresent(url -> derived.put(REPLICAS_REDIS_URL, url));
    }

    /** CORS origins: quarkus.http.cors.origins where it is set, otherwise the authorized parties. */
    private void allow(Optional<String> origins, Map<String, String> derived) {
        if (given.apply(CORS_ORIGINS).isPresent()) {
            derived.put(CORS + ".enabled", "true");
        } else if (origins.isPresent()) {
            derived.put(CORS + ".enabled", "true");
            derived.put(CORS_ORIGINS, normalized(origins.get()));
            derived.put(
                    CORS + ".access-control-allow-credentials",
                    given.apply(COOKIES).orElse("false"));
        }
    }

    private static String normalized(String origins) {
        return Stream.of(origins.split(","))
                .map(String::strip)
                .map(DerivedProperties::withoutSlash)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.joining(","));
    }

    /** Whether the stand-in runs with a configuration of its own, as in a test. */
    boolean standInIsOn() {
        return given.apply(STAND_IN_ENABLED).filter("true"::equals).isPresent();
    }

    /**
     * The secret that signs and verifies the webhooks of the stand-in.
     *
     * @param secret the secret when none is set
     */
    Map<String, String> standInWebhooks(String secret) {
        String accepted = given.apply(WEBHOOK_SECRET).orElse(secret);
        return Map.of(WEBHOOK_SECRET, accepted, STAND_IN_WEBHOOK_SECRET, accepted.split(",")[0]);
    }

    /** Settings for the stand-in of a dev build, at the address of this service. */
    Map<String, String> standIn() {
        String port = given.apply("quarkus.http.port").orElse("8080");
        String standIn = "http://localhost:" + port + "/dev-clerk";
        Map<String, String> derived = new HashMap<>();
        derived.put(STAND_IN_ENABLED, "true");
        derived.put(STAND_IN_ISSUER, standIn);
        derived.put(VERIFY_KEY, NO_KEY);
        derived.put(VERIFY_KEY_LOCATION, standIn + JWKS_PATH);
        derived.put(VERIFY_ISSUER, given.apply(STAND_IN_ISSUER).orElse(standIn));
        derived.put(REST_CLIENT_URL, given.apply(API_URL).orElse(standIn));
        allow(given.apply(AUTHORIZED_PARTIES).or(() -> Optional.of(ANY_LOCAL_ORIGIN)), derived);
        derived.put(SECRET_KEY, given.apply(SECRET_KEY).orElse("sk_test_stand_in"));
        replicas(derived);
        return derived;
    }

    /**
     * Settings for the stand-in's own package. Clerk's variables can be set in its environment for the application under
     * test; they have no effect on the address of the Backend API here.
     */
    Map<String, String> standInPackage() {
        Map<String, String> derived = standIn();
        derived.put(REST_CLIENT_URL, derived.get(STAND_IN_ISSUER));
        return derived;
    }

    private Optional<String> issuer() {
        return given.apply(ISSUER)
                .map(DerivedProperties::withoutSlash)
                .or(() -> given.apply(PUBLISHABLE_KEY).flatMap(DerivedProperties::issuerOf))
                .or(() -> given.apply(JWKS_URL)
                        .filter(url -> url.endsWith(JWKS_PATH))
                        .map(url -> url.substring(0, url.length() - JWKS_PATH.length())));
    }

    private static Optional<String> issuerOf(String publishableKey) {
        try {
            return Optional.of(PublishableKey.parse(publishableKey).issuer());
        } catch (IllegalArgumentException e) {
            // A configuration source that throws ends the start with a stack trace. StartupValidation reports this key.
            return Optional.empty();
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") && !url.startsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
