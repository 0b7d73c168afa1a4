package dev.clerkguard.clerk;

/**
 * The keys that this service sends to the Backend API. Clerk's limits and refusals apply to one key, so each has its own
 * back-off.
 */
public enum BackendKey {
    SECRET_KEY("CLERK_SECRET_KEY"),
    MACHINE_SECRET_KEY("CLERK_MACHINE_SECRET_KEY");

    private final String variable;

    BackendKey(String variable) {
        this.variable = variable;
    }

    /** The environment variable with the key. */
    public String variable() {
        return variable;
    }
}
