package dev.clerkguard.standin;

import java.util.UUID;

/** Makes ids and secrets that cannot be guessed. */
final class Ids {
    private Ids() {}

    /** @param prefix says the kind of resource, such as {@code org_} */
    static String create(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
