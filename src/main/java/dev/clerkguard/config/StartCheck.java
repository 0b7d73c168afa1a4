package dev.clerkguard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import dev.clerkguard.keys.KeysConfig;
import dev.clerkguard.keys.PemKey;

/**
 * Looks at the configuration before anything uses it. A start that cannot work ends here, in one line; what works but is
 * less safe than it could be is said once.
 */
@ApplicationScoped
class StartCheck {
    private static final Logger LOG = Logger.getLogger(StartCheck.class);

    private final ClerkVariables clerk;
    private final Config config;
    private final KeysConfig keys;

    StartCheck(ClerkVariables clerk, Config config, KeysConfig keys) {
        this.clerk = clerk;
        this.config = config;
        this.keys = keys;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        refuseWhatCannotWork();
        if (LaunchMode.current() != LaunchMode.TEST) {
            warn();
        }
    }

    private void refuseWhatCannotWork() {
        Optional<PublishableKey> publishable = clerk.publishableKey().map(StartCheck::publishableKey);
        clerk.secretKey().ifPresent(secret -> checkSecretKey(secret, publishable));
        Optional<String> pem = value(Derivation.VERIFY_KEY).filter(key -> !key.equals("NONE"));
        pem.ifPresent(StartCheck::checkPem);
        if (pem.isEmpty() && value(Derivation.VERIFY_KEY_LOCATION).isEmpty()) {
            throw new ConfigurationException("Nothing says which Clerk instance to trust. Set CLERK_PUBLISHABLE_KEY"
                    + " (Clerk dashboard, API keys), or CLERK_JWKS_URL, or CLERK_JWT_KEY.");
        }
        checkAddress("CLERK_JWKS_URL", Derivation.VERIFY_KEY_LOCATION);
        checkAddress("CLERK_API_URL", Derivation.REST_CLIENT_URL);
        SettingBounds.check(config);
        if (keys.maxAge().compareTo(keys.refreshInterval()) <= 0) {
            throw new ConfigurationException("clerk.keys.max-age must be longer than clerk.keys.refresh-interval: the"
                    + " keys would be lost each time before they are fetched again.");
        }
    }

    private static void checkPem(String pem) {
        try {
            PemKey.read(pem);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("CLERK_JWT_KEY is not a public key: " + e.getMessage() + ".");
        }
    }

    private void checkAddress(String variable, String property) {
        value(property).filter(address -> !isHttp(address)).ifPresent(address -> {
            throw new ConfigurationException(
                    variable + " (" + property + ") must be an http or https address, and is: " + address);
        });
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = new URI(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static PublishableKey publishableKey(String text) {
        try {
            return PublishableKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("CLERK_PUBLISHABLE_KEY is not a publishable key: " + e.getMessage() + ".");
        }
    }

    private static void checkSecretKey(String secret, Optional<PublishableKey> publishable) {
        if (!secret.startsWith("sk_test_") && !secret.startsWith("sk_live_")) {
            throw new ConfigurationException(
                    "CLERK_SECRET_KEY is not a secret key: it must start with sk_test_ or sk_live_.");
        }
        boolean live = secret.startsWith("sk_live_");
        if (publishable.isPresent() && publishable.get().live() != live) {
            throw new ConfigurationException("CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY do not belong together: one is"
                    + " for a test instance, the other for a live one.");
        }
    }

    private void warn() {
        boolean standIn =
                config.getOptionalValue("dev-clerk.enabled", Boolean.class).orElse(false);
        if (value("clerk.authorized-parties").isEmpty() && !standIn) {
            LOG.warn("CLERK_AUTHORIZED_PARTIES is not set: a token that was made for any origin is accepted (azp is not"
                    + " checked). Set it to your application's origins, such as https://app.example.com.");
        }
        if (value(Derivation.VERIFY_ISSUER).isEmpty()) {
            LOG.warn("The issuer is not known: iss is not checked. Set CLERK_PUBLISHABLE_KEY or CLERK_ISSUER.");
        }
        if (clerk.secretKey().isEmpty()) {
            LOG.warn("CLERK_SECRET_KEY is not set: users cannot be looked up, so /auth/me answers 503. Everything else"
                    + " works.");
        }
    }

    private Optional<String> value(String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }
}
