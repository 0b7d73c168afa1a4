package dev.clerkguard.keys;

import io.smallrye.mutiny.Uni;

/** A source of signing keys. */
@FunctionalInterface
interface JwksSource {
    /** Loads all keys. Fails with {@link KeysUnavailableException}. Never blocks. */
    Uni<SigningKeys> load();
}
