package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class DerivedPropertiesTest {
    /** clerk.example.com$ */
    private static final String PUBLISHABLE_KEY = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

    @Test
    void publishableKey_givesIssuerAndJwksAddress() {
        Map<String, String> derived =
                derivation("clerk.publishable-key", PUBLISHABLE_KEY).clerk();

        assertEquals("https://clerk.example.com", derived.get("mp.jwt.verify.issuer"));
        assertEquals(
                "https://clerk.example.com/.well-known/jwks.json", derived.get("mp.jwt.verify.publickey.location"));
        assertEquals("https://api.clerk.com", derived.get("quarkus.rest-client.clerk.url"));
    }

    @Test
    void explicitVariable_winsOverTheDerivedValue() {
        Map<String, String> derived = derivation(
                        "clerk.publishable-key", PUBLISHABLE_KEY,
                        "clerk.jwks-url", "http://proxy/keys",
                        "clerk.issuer", "https://other.example.com/",
                        "clerk.api-url", "http://proxy/api/")
                .clerk();

        assertEquals("https://other.example.com", derived.get("mp.jwt.verify.issuer"));
        assertEquals("http://proxy/keys", derived.get("mp.jwt.verify.publickey.location"));
        assertEquals("http://proxy/api", derived.get("quarkus.rest-client.clerk.url"));
    }

    @Test
    void wellKnownJwksAddress_givesTheIssuer() {
        assertEquals(
                "https://clerk.example.com",
                derivation("clerk.jwks-url", "https://clerk.example.com/.well-known/jwks.json")
                        .clerk()
                        .get("mp.jwt.verify.issuer"));
        assertNull(derivation("clerk.jwks-url", "http://proxy/keys").clerk().get("mp.jwt.verify.issuer"));
    }

    @Test
    void pemKey_switchesOffTheJwks() {
        Map<String, String> derived = derivation("clerk.publishable-key", PUBLISHABLE_KEY, "clerk.jwt-key", "PEM")
                .clerk();

        assertEquals("PEM", derived.get("mp.jwt.verify.publickey"));
        assertNull(derived.get("mp.jwt.verify.publickey.location"));
        assertEquals("https://clerk.example.com", derived.get("mp.jwt.verify.issuer"));
    }

    @Test
    void noKey_extensionGeneratesNone() {
        assertEquals("NONE", derivation().clerk().get("mp.jwt.verify.publickey"));
        assertEquals(Map.of("mp.jwt.verify.publickey", "NONE"), DerivedProperties.whileBuilding());
    }

    @Test
    void unreadablePublishableKey_derivesNothing() {
        assertNull(derivation("clerk.publishable-key", "pk_test_!").clerk().get("mp.jwt.verify.issuer"));
    }

    @Test
    void anyClerkVariable_switchesOffTheStandIn() {
        assertTrue(derivation().nothingIsGiven());
        assertTrue(derivation("clerk.secret-key", "sk_test_1").nothingIsGiven());
        assertFalse(derivation("clerk.publishable-key", PUBLISHABLE_KEY).nothingIsGiven());
        assertFalse(derivation("clerk.jwt-key", "PEM").nothingIsGiven());
        assertFalse(derivation("mp.jwt.verify.publickey.location", "x").nothingIsGiven());
    }

    @Test
    void standIn_hasTheAddressOfTheService() {
        Map<String, String> derived = derivation("quarkus.http.port", "8181").standIn();

        assertEquals(
                "http://localhost:8181/dev-clerk/.well-known/jwks.json",
                derived.get("mp.jwt.verify.publickey.location"));
        assertEquals("http://localhost:8181/dev-clerk", derived.get("quarkus.rest-client.clerk.url"));
        assertEquals("true", derived.get("dev-clerk.enabled"));
    }

    @Test
    void standInPackage_trustsAndCallsTheStandInOnly() {
        Map<String, String> derived = derivation(
                        "quarkus.http.port", "8181",
                        "clerk.publishable-key", PUBLISHABLE_KEY,
                        "clerk.jwks-url", "https://clerk.example.com/.well-known/jwks.json",
                        "clerk.api-url", "https://api.clerk.com")
                .standInPackage();

        assertEquals(
                "http://localhost:8181/dev-clerk/.well-known/jwks.json",
                derived.get("mp.jwt.verify.publickey.location"));
        assertEquals("http://localhost:8181/dev-clerk", derived.get("mp.jwt.verify.issuer"));
        assertEquals("http://localhost:8181/dev-clerk", derived.get("quarkus.rest-client.clerk.url"));
    }

    @Test
    void configuredStandInIssuer_isUsed() {
        Map<String, String> derived =
                derivation("dev-clerk.issuer", "http://clerk:8080/dev-clerk").standIn();

        assertEquals("http://clerk:8080/dev-clerk", derived.get("mp.jwt.verify.issuer"));
        assertEquals("http://localhost:8080/dev-clerk", derived.get("quarkus.rest-client.clerk.url"));
    }

    @Test
    void redisUrl_setsTheReplicationAddress() {
        DerivedProperties derivation = derivation("redis.url", "redis://:secret@redis:6379/1");
        assertEquals("redis://:secret@redis:6379/1", derivation.clerk().get("clerk.replicas.redis-url"));
        assertEquals("redis://:secret@redis:6379/1", derivation.standIn().get("clerk.replicas.redis-url"));
        assertNull(derivation().clerk().get("clerk.replicas.redis-url"));
        assertNull(derivation().standIn().get("clerk.replicas.redis-url"));
    }

    @Test
    void standInWebhooks_areSignedWithTheSecretOfTheService() {
        assertEquals(
                Map.of("clerk.webhook.signing-secret", "whsec_made", "dev-clerk.webhook-secret", "whsec_made"),
                derivation().standInWebhooks("whsec_made"));
        assertEquals(
                Map.of("clerk.webhook.signing-secret", "whsec_1,whsec_2", "dev-clerk.webhook-secret", "whsec_1"),
                derivation("clerk.webhook.signing-secret", "whsec_1,whsec_2").standInWebhooks("whsec_made"));
    }

    @Test
    void authorizedParties_areTheCorsOrigins() {
        Map<String, String> derived = derivation("clerk.authorized-parties", "https://a.example,https://b.example")
                .clerk();

        assertEquals("https://a.example,https://b.example", derived.get("quarkus.http.cors.origins"));
        assertEquals("true", derived.get("quarkus.http.cors.enabled"));
        assertEquals("false", derived.get("quarkus.http.cors.access-control-allow-credentials"));
        assertNull(derivation().clerk().get("quarkus.http.cors.enabled"));
    }

    @Test
    void cookiesOn_corsAllowsCredentials() {
        assertEquals(
                "true",
                derivation("clerk.authorized-parties", "https://a.example", "clerk.cookie.enabled", "true")
                        .clerk()
                        .get("quarkus.http.cors.access-control-allow-credentials"));
    }

    @Test
    void configuredCorsOrigins_areKept() {
        assertNull(derivation("clerk.authorized-parties", "https://a.example", "quarkus.http.cors.origins", "https://c")
                .clerk()
                .get("quarkus.http.cors.origins"));
    }

    private static DerivedProperties derivation(String... given) {
        return new DerivedProperties(name -> {
            for (int i = 0; i < given.length; i += 2) {
                if (given[i].equals(name)) {
                    return Optional.of(given[i + 1]);
                }
            }
            return Optional.empty();
        });
    }
}
