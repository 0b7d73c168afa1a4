package dev.clerkguard.config;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * The variables that identify the Clerk instance. Their names in the environment are Clerk's own, such as
 * {@code CLERK_PUBLISHABLE_KEY} (Clerk docs, "Clerk environment variables").
 */
@ConfigMapping(prefix = "clerk")
interface ClerkVariables {
    /** {@code pk_test_…} or {@code pk_live_…}. It contains the host of the issuer and of the JWKS. */
    Optional<String> publishableKey();

    /** {@code sk_test_…} or {@code sk_live_…}, for the Backend API. */
    Optional<String> secretKey();

    /** Address of the JWKS; overrides the publishable key. */
    Optional<String> jwksUrl();

    /** The issuer; overrides the publishable key. */
    Optional<String> issuer();

    /** A PEM public key, for verification without network. It overrides the JWKS. */
    Optional<String> jwtKey();

    /** The Backend API's address, without /v1. */
    Optional<String> apiUrl();
}
