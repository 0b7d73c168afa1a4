package dev.clerkguard.session;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a session token must say to be accepted, apart from its issuer ({@code mp.jwt.verify.issuer}). */
@ConfigMapping(prefix = "clerk")
public interface VerificationConfig {
    /** Origins that tokens may have been made for ({@code azp}). Empty: not checked. */
    Optional<Set<String>> authorizedParties();

    /** Audiences of which a token must name one ({@code aud}). Empty: not checked. */
    Optional<Set<String>> audience();

    /** How far Clerk's clock and ours may differ, for exp, nbf and iat. */
    @WithDefault("5s")
    Duration clockSkew();

    /** Whether a session with tasks to complete ({@code sts: pending}) is refused, as Clerk's SDKs do. */
    @WithDefault("true")
    boolean treatPendingAsSignedOut();
}
