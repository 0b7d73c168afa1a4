package dev.clerkguard.machine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.clerkguard.setting.Positive;

/** How API keys, M2M tokens and OAuth access tokens are verified. */
@ConfigMapping(prefix = "clerk.machine")
public interface MachineConfig {
    /** How long an opaque credential counts as verified. A revocation takes effect within this time. */
    @WithDefault("60s")
    Duration cacheFor();

    /** How long it is remembered that Clerk does not accept an opaque credential. */
    @WithDefault("10s")
    Duration refusedFor();

    /** Heap for verified credentials; about 2 kB each. */
    @WithDefault("32M")
    MemorySize maxWeight();

    /** Refused credentials that are remembered; about 200 bytes each. */
    @WithDefault("10000")
    int maxRefused();

    /** Requests that may wait for verifications at once; further ones are answered with 503. */
    @Positive
    @WithDefault("2000")
    int maxWaiting();

    /** Accepted {@code iss} of M2M and OAuth JWTs. Default: the issuer of session tokens. */
    Optional<Set<String>> issuers();

    /** The limit of calls for credentials that Clerk does not accept. */
    FailedVerifications failedVerifications();

    /** Limits the calls that credentials cause which Clerk does not accept: a token bucket. */
    interface FailedVerifications {
        /** Failed verifications that may follow one another at once. */
        @Positive
        @WithDefault("50")
        int burst();

        /** Failed verifications per second in the long run. */
        @WithDefault("2")
        double perSecond();
    }
}
