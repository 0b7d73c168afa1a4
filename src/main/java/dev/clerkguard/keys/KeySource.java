package dev.clerkguard.keys;

import io.smallrye.mutiny.Uni;

/** Where signing keys come from. */
@FunctionalInterface
interface KeySource {
    /** Loads all keys anew; fails with {@link KeysUnavailableException}. Never blocks. */
    Uni<SigningKeys> load();
}
