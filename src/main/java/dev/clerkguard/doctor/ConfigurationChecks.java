package dev.clerkguard.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import dev.clerkguard.config.HttpAddress;

/** What the settings alone tell. Pure. */
final class ConfigurationChecks {
    private static final String AUTHORIZED_PARTIES = "clerk.authorized-parties";

    private final Settings settings;

    ConfigurationChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        origins(findings);
        addresses(findings);
        if (settings.get("clerk.secret-key").isEmpty()) {
            findings.add(Finding.warning(
                    "There is no secret key, so /auth/me and sign-out-everywhere answer 503.",
                    "Set CLERK_SECRET_KEY."));
        }
        if (settings.get("clerk.webhook.signing-secret").isEmpty()) {
            findings.add(Finding.warning(
                    "There is no webhook secret, so a revoked session or a ban counts only when its token expires (60 s).",
                    "Add an endpoint in the Clerk dashboard and set CLERK_WEBHOOK_SIGNING_SECRET."));
        }
        if (settings.get("clerk.replicas.redis-url").isEmpty()) {
            findings.add(Finding.warning(
                    "There is no Redis, so replicas do not tell each other of revocations.",
                    "Set REDIS_URL when there is more than one replica."));
        }
        return findings;
    }

    private void origins(List<Finding> findings) {
        List<String> origins = settings.list(AUTHORIZED_PARTIES);
        if (origins.isEmpty()) {
            String fix = "Set CLERK_AUTHORIZED_PARTIES to the origins of your applications.";
            findings.add(
                    settings.isOn("clerk.cookie.enabled")
                            ? Finding.error(
                                    "Cookies are on and no origin is authorized, so any site can use them.", fix)
                            : Finding.warning("No origin is authorized, so azp is not checked.", fix));
        }
        origins.stream()
                .filter(origin -> origin.startsWith("http://") && !isLocal(origin))
                .forEach(origin -> findings.add(Finding.warning(
                        "The authorized origin " + origin + " is not encrypted.", "Use its https origin.")));
        if (isLive()) {
            origins.stream()
                    .filter(ConfigurationChecks::isLocal)
                    .forEach(origin -> findings.add(Finding.warning(
                            "The local origin " + origin + " is authorized for a live instance.",
                            "Remove it from CLERK_AUTHORIZED_PARTIES.")));
        }
    }

    private void addresses(List<Finding> findings) {
        for (String[] address : new String[][] {
            {"mp.jwt.verify.publickey.location", "CLERK_JWKS_URL"},
            {"quarkus.rest-client.clerk.url", "CLERK_API_URL"}
        }) {
            settings.get(address[0])
                    .filter(url -> url.startsWith("http://") && !isLocal(url))
                    .ifPresent(url -> findings.add(Finding.error(
                            address[1] + " is not encrypted: another host could answer in Clerk's place.",
                            "Use its https address.")));
        }
        settings.get("clerk.replicas.redis-url")
                .filter(url -> url.startsWith("redis://") && !url.contains("@") && !isLocal(url))
                .ifPresent(url -> findings.add(Finding.warning(
                        "Redis needs no password: every client that reaches it can sign users out.",
                        "Give it one, and use rediss:// outside the cluster's network.")));
    }

    private boolean isLive() {
        return settings.get("clerk.publishable-key")
                .filter(key -> key.startsWith("pk_live_"))
                .isPresent();
    }

    private static boolean isLocal(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null && HttpAddress.isLoopback(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
