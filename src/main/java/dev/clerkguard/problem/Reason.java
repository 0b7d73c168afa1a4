package dev.clerkguard.problem;

/**
 * Reason of a refusal. The list is closed: every failure of authentication or authorization has one of these reasons. The
 * codes are those of Clerk's SDKs where Clerk has one.
 */
public enum Reason {
    SESSION_TOKEN_MISSING("session-token-missing", Outcome.UNAUTHENTICATED, "No session token"),
    TOKEN_EXPIRED("token-expired", Outcome.UNAUTHENTICATED, "The token has expired"),
    TOKEN_INVALID("token-invalid", Outcome.UNAUTHENTICATED, "The token is malformed or unknown"),
    TOKEN_INVALID_ALGORITHM("token-invalid-algorithm", Outcome.UNAUTHENTICATED, "The token's algorithm is not RS256"),
    TOKEN_INVALID_AUTHORIZED_PARTIES(
            "token-invalid-authorized-parties", Outcome.UNAUTHENTICATED, "The token is for another party"),
    TOKEN_INVALID_ISSUER("token-invalid-issuer", Outcome.UNAUTHENTICATED, "The token has another issuer"),
    TOKEN_INVALID_AUDIENCE("token-invalid-audience", Outcome.UNAUTHENTICATED, "The token is for another audience"),
    TOKEN_INVALID_SIGNATURE("token-invalid-signature", Outcome.UNAUTHENTICATED, "The token's signature is not valid"),
    TOKEN_NOT_ACTIVE_YET("token-not-active-yet", Outcome.UNAUTHENTICATED, "The token is not active yet"),
    TOKEN_IAT_IN_THE_FUTURE("token-iat-in-the-future", Outcome.UNAUTHENTICATED, "The token was issued in the future"),
    TOKEN_VERIFICATION_FAILED("token-verification-failed", Outcome.UNAUTHENTICATED, "The token could not be verified"),
    TOKEN_TYPE_MISMATCH("token-type-mismatch", Outcome.UNAUTHENTICATED, "This kind of credential is not accepted here"),
    TOKEN_LIFETIME_TOO_LONG(
            "token-lifetime-too-long", Outcome.UNAUTHENTICATED, "The token lives longer than is allowed here"),
    SESSION_PENDING("session-pending", Outcome.UNAUTHENTICATED, "The session has tasks to complete"),
    SESSION_REVOKED("session-revoked", Outcome.UNAUTHENTICATED, "The session was ended or revoked"),
    TOKEN_REVOKED("token-revoked", Outcome.UNAUTHENTICATED, "The credential was revoked"),
    TOKEN_OUTDATED("token-outdated", Outcome.UNAUTHENTICATED, "What the token says has changed since it was issued"),
    USER_BANNED("user-banned", Outcome.UNAUTHENTICATED, "The user is banned"),
    JWK_KID_MISMATCH("jwk-kid-mismatch", Outcome.UNAUTHENTICATED, "No key has the token's key id"),
    USER_NOT_FOUND("user-not-found", Outcome.UNAUTHENTICATED, "The user does not exist any more"),

    FORBIDDEN("forbidden", Outcome.FORBIDDEN, "Not allowed"),
    ROLE_MISSING("role-missing", Outcome.FORBIDDEN, "A role is missing"),
    PERMISSION_MISSING("permission-missing", Outcome.FORBIDDEN, "A permission is missing"),
    FEATURE_MISSING("feature-missing", Outcome.FORBIDDEN, "A feature is missing"),
    PLAN_MISSING("plan-missing", Outcome.FORBIDDEN, "A plan is missing"),
    SCOPE_MISSING("scope-missing", Outcome.FORBIDDEN, "A scope is missing"),
    REVERIFICATION_ERROR("reverification-error", Outcome.FORBIDDEN, "The user must verify their identity again"),
    IMPERSONATED("impersonated", Outcome.FORBIDDEN, "Not for an impersonated session"),

    JWK_REMOTE_FAILED_TO_LOAD("jwk-remote-failed-to-load", Outcome.UNAVAILABLE, "The signing keys could not be loaded"),
    JWK_REMOTE_INVALID("jwk-remote-invalid", Outcome.UNAVAILABLE, "The JWKS endpoint did not answer with keys"),
    JWK_REMOTE_MISSING("jwk-remote-missing", Outcome.UNAVAILABLE, "The JWKS endpoint has no usable key"),
    SECRET_KEY_INVALID("secret-key-invalid", Outcome.UNAVAILABLE, "The secret key is missing or not valid"),
    CLERK_RATE_LIMITED("clerk-rate-limited", Outcome.UNAVAILABLE, "Clerk limits the rate of look-ups"),
    VERIFICATIONS_LIMITED(
            "verifications-limited", Outcome.UNAVAILABLE, "Too many verifications of unknown credentials fail"),
    CLERK_UNAVAILABLE("clerk-unavailable", Outcome.UNAVAILABLE, "Clerk did not answer");

    /** What a refusal means to the caller, and so its HTTP status. */
    public enum Outcome {
        /** Sign in, then try again (RFC 9110, section 15.5.2). */
        UNAUTHENTICATED(401),
        /** Signed in, but this is not allowed (RFC 9110, section 15.5.4). */
        FORBIDDEN(403),
        /** The answer is not known now; the same request may pass later (RFC 9110, section 15.6.4). */
        UNAVAILABLE(503);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }
    }

    private final String code;
    private final Outcome outcome;
    private final String title;

    Reason(String code, Outcome outcome, String title) {
        this.code = code;
        this.outcome = outcome;
        this.title = title;
    }

    /** The word in the {@code reason} member and in {@code x-clerk-auth-reason}: lower case, with hyphens. */
    public String code() {
        return code;
    }

    public Outcome outcome() {
        return outcome;
    }

    public int status() {
        return outcome.status;
    }

    /** One sentence without a full stop, the same for every refusal with this reason. */
    public String title() {
        return title;
    }
}
