package dev.clerkguard.config;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * The variables that say which Clerk instance this is. In the environment they are called as Clerk calls them,
 * {@code CLERK_PUBLISHABLE_KEY} and so on (Clerk docs, "Clerk environment variables").
 */
@ConfigMapping(prefix = "clerk")
interface ClerkVariables {
    /** {@code pk_test_…} or {@code pk_live_…}: says the issuer and where the JWKS is. */
    Optional<String> publishableKey();

    /** {@code sk_test_…} or {@code sk_live_…}, for the Backend API. */
    Optional<String> secretKey();

    /** Where the JWKS is, instead of what the publishable key says. */
    Optional<String> jwksUrl();

    /** The issuer, instead of what the publishable key says. */
    Optional<String> issuer();

    /** A PEM public key: verification without any network. It wins over the JWKS. */
    Optional<String> jwtKey();

    /** The Backend API's address, without /v1. */
    Optional<String> apiUrl();
}
