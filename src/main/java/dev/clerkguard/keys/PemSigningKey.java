package dev.clerkguard.keys;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The PEM public key of the configuration (CLERK_JWT_KEY), parsed once. */
@Singleton
public class PemSigningKey {
    /** The value with which SmallRye JWT reads no key. */
    private static final String NO_KEY = "NONE";

    private final Optional<SigningKeys> keys;
    private final Optional<String> problem;

    /** @param pem empty, or {@code NONE}, for no key */
    public PemSigningKey(@ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> pem) {
        Optional<SigningKeys> parsed = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            parsed = pem.map(String::strip)
                    .filter(text -> !text.isEmpty() && !text.equals(NO_KEY))
                    .map(PemKey::read)
                    .map(SigningKeys::ofPem);
        } catch (IllegalArgumentException e) {
            failure = Optional.of(e.getMessage());
        }
        this.keys = parsed;
        this.problem = failure;
    }

    /**
     * @return empty when no PEM key is configured: then the keys come from the JWKS
     * @throws ConfigurationException when the configured text is not a public key
     */
    public Optional<SigningKeys> keys() {
        problem.ifPresent(text -> {
            throw new ConfigurationException("CLERK_JWT_KEY is not a public key: " + text + ".");
        });
        return keys;
    }
}
