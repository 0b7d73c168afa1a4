package dev.clerkguard.testing;

import dev.clerkguard.problem.Reason;

/**
 * A token that must be refused.
 *
 * @param name what is wrong with it
 * @param token the token as it is sent
 * @param reason why it is refused
 * @param asksForKeys whether it may cause a fetch of the keys
 */
public record Attack(String name, String token, Reason reason, boolean asksForKeys) {
    static Attack of(String name, Reason reason, String token) {
        return new Attack(name, token, reason, false);
    }

    /** Whether an HTTP client can send it in a header at all. */
    public boolean fitsIntoAHeader() {
        return token.chars().allMatch(c -> c >= ' ' && c < 0x7f) && token.length() <= 12_000;
    }

    @Override
    public String toString() {
        return name + " → " + reason.code();
    }
}
