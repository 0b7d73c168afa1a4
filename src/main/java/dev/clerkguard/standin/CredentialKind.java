package dev.clerkguard.standin;

/** The kinds of machine credentials, with the names of the Backend API. */
enum CredentialKind {
    API_KEY("api_key", "ak_"),
    M2M_TOKEN("machine_to_machine_token", "mt_"),
    OAUTH_TOKEN("clerk_idp_oauth_access_token", "oat_");

    private final String object;
    private final String prefix;

    CredentialKind(String object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /** The value of {@code object}. */
    String object() {
        return object;
    }

    /** Of ids, and of secrets. */
    String prefix() {
        return prefix;
    }
}
