package dev.clerkguard.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which properties follow from Clerk's variables. Pure: what cannot be parsed derives nothing, and StartCheck tells. */
final class Derivation {
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
    private static final String STAND_IN_WEBHOOK_SECRET = "dev-clerk.webhook-secret";
    private static final String WEBHOOK_SECRET = "clerk.webhook.signing-secret";
    private static final String REDIS_URL = "redis.url";
    private static final String REPLICAS_REDIS_URL = "clerk.replicas.redis-url";
    private static final String AUTHORIZED_PARTIES = "clerk.authorized-parties";
    private static final String COOKIES = "clerk.cookie.enabled";
    private static final String CORS = "quarkus.http.cors";
    private static final String CORS_ORIGINS = "quarkus.http.cors.origins";
    /** What a page in development is served from. No backslash: reading a list takes it for an escape. */
    private static final String ANY_LOCAL_ORIGIN = "/https?://(localhost|127[.]0[.]0[.]1)(:[0-9]+)?/";

    private static final String JWKS_PATH = "/.well-known/jwks.json";
    /** SmallRye JWT's word for "no key". Without it the extension makes a key of its own in dev and test mode. */
    private static final String NO_KEY = "NONE";

    private final Function<String, Optional<String>> given;

    Derivation(Function<String, Optional<String>> given) {
        this.given = given;
    }

    /** Whether no variable says which Clerk instance, or which key, tokens come from. */
    boolean nothingIsGiven() {
        return List.of(PUBLISHABLE_KEY, JWKS_URL, JWT_KEY, ISSUER, VERIFY_KEY, VERIFY_KEY_LOCATION).stream()
                .allMatch(name -> given.apply(name).isEmpty());
    }

    /** No key is known yet; said so, the extension does not make one of its own. */
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
                given.apply(API_URL).map(Derivation::withoutSlash).orElse("https://api.clerk.com"));
        given.apply(AUTHORIZED_PARTIES).ifPresent(origins -> allow(origins, derived));
        replicas(derived);
        return derived;
    }

    private void replicas(Map<String, String> derived) {
        given.apply(REDIS_URL).ifPresent(url -> derived.put(REPLICAS_REDIS_URL, url));
    }

    /** A page of an authorized party may read the answers; unless other origins are set. */
    private void allow(String origins, Map<String, String> derived) {
        if (given.apply(CORS_ORIGINS).isEmpty()) {
            derived.put(CORS + ".enabled", "true");
            derived.put(CORS_ORIGINS, origins);
            derived.put(
                    CORS + ".access-control-allow-credentials",
                    given.apply(COOKIES).orElse("false"));
        }
    }

    /** Whether somebody, a test say, runs the stand-in with a configuration of his own. */
    boolean standInIsOn() {
        return given.apply(STAND_IN_ENABLED).filter("true"::equals).isPresent();
    }

    /**
     * What the stand-in signs its webhooks with, and what they are verified with.
     *
     * @param secret for where none is set
     */
    Map<String, String> standInWebhooks(String secret) {
        String accepted = given.apply(WEBHOOK_SECRET).orElse(secret);
        return Map.of(WEBHOOK_SECRET, accepted, STAND_IN_WEBHOOK_SECRET, accepted.split(",")[0]);
    }

    /** The stand-in for Clerk that a dev build brings along, at the address where this service will listen. */
    Map<String, String> standIn() {
        String port = given.apply("quarkus.http.port").orElse("8080");
        String standIn = "http://localhost:" + port + "/dev-clerk";
        Map<String, String> derived = new HashMap<>();
        derived.put(STAND_IN_ENABLED, "true");
        derived.put("dev-clerk.issuer", standIn);
        derived.put(VERIFY_KEY, NO_KEY);
        derived.put(VERIFY_KEY_LOCATION, standIn + JWKS_PATH);
        derived.put(VERIFY_ISSUER, standIn);
        derived.put(REST_CLIENT_URL, given.apply(API_URL).orElse(standIn));
        allow(given.apply(AUTHORIZED_PARTIES).orElse(ANY_LOCAL_ORIGIN), derived);
        derived.put(SECRET_KEY, given.apply(SECRET_KEY).orElse("sk_test_stand_in"));
        replicas(derived);
        return derived;
    }

    private Optional<String> issuer() {
        return given.apply(ISSUER)
                .map(Derivation::withoutSlash)
                .or(() -> given.apply(PUBLISHABLE_KEY).flatMap(Derivation::issuerOf))
                .or(() -> given.apply(JWKS_URL)
                        .filter(url -> url.endsWith(JWKS_PATH))
                        .map(url -> url.substring(0, url.length() - JWKS_PATH.length())));
    }

    private static Optional<String> issuerOf(String publishableKey) {
        try {
            return Optional.of(PublishableKey.parse(publishableKey).issuer());
        } catch (IllegalArgumentException e) {
            // Not here: a configuration source that throws stops the start with a stack trace. StartCheck says it.
            return Optional.empty();
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
