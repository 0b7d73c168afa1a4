package dev.clerkguard.token;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Requirements on the claims of a session token, apart from its issuer ({@code mp.jwt.verify.issuer}). */
@ConfigMapping(prefix = "clerk")
public interface VerificationConfig {
    /** Accepted values of {@code azp}, which are origins. Empty: not checked. */
    Optional<Set<@WithConverter(OriginConverter.class) String>> authorizedParties();

    /** Accepted values of {@code aud}. Empty: not checked. */
    Optional<Set<String>> audience();

    /** How far Clerk's clock and ours may differ, for exp, nbf and iat. */
    @WithDefault("5s")
    Duration clockSkew();

    /** Whether a session with tasks to complete ({@code sts: pending}) is refused, as Clerk's SDKs do. */
    @WithDefault("true")
    boolean treatPendingAsSignedOut();
}
