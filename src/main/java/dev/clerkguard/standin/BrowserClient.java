package dev.clerkguard.standin;

import java.util.Optional;

/**
 * A browser, as Clerk's Frontend API knows it: its sessions refer to it.
 *
 * @param id also the value of its cookie, or of its dev browser token
 */
record BrowserClient(String id, long createdAt, Optional<SignInAttempt> signIn, Optional<SignUpAttempt> signUp) {
    static final String DEV_BROWSER = "dvb_";
    static final String COOKIE = "client_";

    /** @param prefix says how the browser remembers it */
    static BrowserClient create(String prefix) {
        String id = Ids.create(prefix);
        return new BrowserClient(id, System.currentTimeMillis(), Optional.empty(), Optional.empty());
    }

    BrowserClient with(SignInAttempt attempt) {
        return new BrowserClient(id, createdAt, Optional.of(attempt), signUp);
    }

    BrowserClient with(SignUpAttempt attempt) {
        return new BrowserClient(id, createdAt, signIn, Optional.of(attempt));
    }

    BrowserClient withoutAttempts() {
        return new BrowserClient(id, createdAt, Optional.empty(), Optional.empty());
    }
}
