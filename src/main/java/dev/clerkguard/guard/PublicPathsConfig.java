package dev.clerkguard.guard;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;

/** Paths outside Jakarta REST that need no session token. */
@ConfigMapping(prefix = "clerk")
public interface PublicPathsConfig {
    /**
     * Paths of files and routes that need no token, as they are in the URL. A trailing {@code /*} includes everything
     * below. A resource method is made public with {@code @PermitAll} instead.
     */
    Optional<Set<String>> publicPaths();
}
