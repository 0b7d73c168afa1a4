package dev.clerkguard.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import dev.clerkguard.keys.JwksConfig;
import dev.clerkguard.keys.PemSigningKey;

/**
 * Validates the configuration before anything uses it. A start that cannot work ends here with one line. A setting that
 * works and is less safe than it could be causes one warning.
 */
@ApplicationScoped
class StartupValidation {
    private static final Logger LOG = Logger.getLogger(StartupValidation.class);
    /** A lower-case scheme, as in Origin and azp. Browser extensions and native wrappers have schemes of their own. */
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#\\s,]+");

    private final ClerkVariables clerk;
    private final Config config;
    private final JwksConfig keys;
    private final PemSigningKey pem;
    private final PositiveSettings positive;

    StartupValidation(
            ClerkVariables clerk, Config config, JwksConfig keys, PemSigningKey pem, PositiveSettings positive) {
        this.clerk = clerk;
        this.config = config;
        this.keys = keys;
        this.pem = pem;
        this.positive = positive;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        refuseWhatCannotWork();
        if (LaunchMode.current() != LaunchMode.TEST) {
            warn();
        }
    }

    private void refuseWhatCannotWork() {
        Optional<PublishableKey> publishable = clerk.publishableKey().map(StartupValidation::publishableKey);
        clerk.secretKey().ifPresent(secret -> checkSecretKey(secret, publishable));
        if (pem.keys().isEmpty() && value(DerivedProperties.VERIFY_KEY_LOCATION).isEmpty()) {
            throw new ConfigurationException("No Clerk instance is configured. Set CLERK_PUBLISHABLE_KEY"
                    + " (Clerk dashboard, API keys), or CLERK_JWKS_URL, or CLERK_JWT_KEY.");
        }
        boolean live = publishable.filter(PublishableKey::live).isPresent()
                || clerk.secretKey().filter(key -> key.startsWith("sk_live_")).isPresent();
        checkAddress("CLERK_JWKS_URL", DerivedProperties.VERIFY_KEY_LOCATION, live);
        checkAddress("CLERK_API_URL", DerivedProperties.REST_CLIENT_URL, live);
        checkAuthorizedParties();
        RenamedSettings.check(config);
        SettingBounds.check(config, positive);
        if (keys.maxAge().compareTo(keys.refreshInterval()) <= 0) {
            throw new ConfigurationException("clerk.keys.max-age must be longer than clerk.keys.refresh-interval:"
                    + " otherwise the keys expire before they are fetched again.");
        }
    }

    private void checkAddress(String variable, String property, boolean live) {
        value(property).ifPresent(address -> {
            HttpAddress parsed = HttpAddress.parse(address)
                    .orElseThrow(() -> new ConfigurationException(
                            variable + " (" + property + ") must be an http or https address, and is: " + address));
            if (live && parsed.isPlainAndRemote()) {
                throw new ConfigurationException(
                        variable + " (" + property + ") must be an https address with live keys:"
                                + " over http another host can supply its own keys or read the secret key.");
            }
        });
    }

    /** An origin has scheme, host and port, as browsers send it (RFC 6454, section 6.2). */
    private void checkAuthorizedParties() {
        for (String entry : value("clerk.authorized-parties").orElse("").split(",")) {
            String origin = entry.strip().replaceFirst("/$", "");
            if (!origin.isEmpty() && !ORIGIN.matcher(origin).matches()) {
                throw new ConfigurationException(
                        "CLERK_AUTHORIZED_PARTIES (clerk.authorized-parties) has an entry that is"
                                + " not an origin such as https://app.example.com: " + origin);
            }
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
        for (String property : List.of(DerivedProperties.VERIFY_KEY_LOCATION, DerivedProperties.REST_CLIENT_URL)) {
            value(property)
                    .flatMap(HttpAddress::parse)
                    .filter(HttpAddress::isPlainAndRemote)
                    .ifPresent(address -> LOG.warnf(
                            "%s is an http address: a host on the way can read and change the traffic.", property));
        }
        boolean standIn =
                config.getOptionalValue("dev-clerk.enabled", Boolean.class).orElse(false);
        if (value("clerk.authorized-parties").isEmpty() && !standIn) {
            LOG.warn("CLERK_AUTHORIZED_PARTIES is not set: tokens for every origin are accepted (azp is not"
                    + " checked). Set it to your application's origins, such as https://app.example.com.");
        }
        if (value(DerivedProperties.VERIFY_ISSUER).isEmpty()) {
            LOG.warn(
                    "The issuer is not configured: a token must have an issuer (iss), and every value is accepted. Set CLERK_PUBLISHABLE_KEY"
                            + " or CLERK_ISSUER.");
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
