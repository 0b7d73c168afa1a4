package dev.clerkguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.clerkguard.doctor.Finding.Severity;

class ConfigurationChecksTest {
    private static final Map<String, String> GOOD = Map.of(
            "clerk.publishable-key", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
            "clerk.secret-key", "sk_live_secret",
            "clerk.authorized-parties", "https://app.example.com",
            "clerk.webhook.signing-secret", "whsec_secret",
            "clerk.replicas.redis-url", "rediss://:password@redis.example.com:6379",
            "mp.jwt.verify.publickey.location", "https://clerk.example.com/.well-known/jwks.json",
            "quarkus.rest-client.clerk.url", "https://api.clerk.com");

    @Test
    void completeConfiguration_hasNoFinding() {
        assertEquals(List.of(), findings(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.secret-key, '', WARNING, CLERK_SECRET_KEY",
        "clerk.webhook.signing-secret, '', WARNING, CLERK_WEBHOOK_SIGNING_SECRET",
        "clerk.replicas.redis-url, '', WARNING, REDIS_URL",
        "clerk.replicas.redis-url, redis://redis:6379, WARNING, rediss://",
        "clerk.authorized-parties, '', WARNING, CLERK_AUTHORIZED_PARTIES",
        "clerk.authorized-parties, http://app.example.com, WARNING, https origin",
        "clerk.authorized-parties, http://localhost:5173, WARNING, CLERK_AUTHORIZED_PARTIES",
        "mp.jwt.verify.publickey.location, http://clerk.example.com/jwks.json, ERROR, https address",
        "quarkus.rest-client.clerk.url, http://api.example.com, ERROR, https address"
    })
    void wrongOrRiskySetting_isOneFindingWithItsFix(String name, String value, Severity severity, String fix) {
        List<Finding> findings = findings(Map.of(name, value));

        assertEquals(1, findings.size(), findings.toString());
        assertEquals(severity, findings.get(0).severity());
        assertTrue(findings.get(0).fix().contains(fix), findings.toString());
    }

    @Test
    void cookiesWithoutAuthorizedOrigins_areAnError() {
        List<Finding> findings = findings(Map.of("clerk.cookie.enabled", "true", "clerk.authorized-parties", ""));

        assertEquals(Severity.ERROR, findings.get(0).severity());
    }

    @Test
    void localAddresses_areNotEncryptedAndFine() {
        assertEquals(
                List.of(),
                findings(Map.of(
                        "clerk.publishable-key", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
                        "clerk.authorized-parties", "http://localhost:5173",
                        "quarkus.rest-client.clerk.url", "http://127.0.0.1:8080/dev-clerk")));
    }

    private static List<Finding> findings(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.putAll(changes);
        return new ConfigurationChecks(new Settings(name -> Optional.ofNullable(settings.get(name)))).findings();
    }
}
