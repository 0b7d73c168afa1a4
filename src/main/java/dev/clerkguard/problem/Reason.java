package dev.clerkguard.problem;

/**
 * Why a request was refused. The list is closed: whatever goes wrong on the way from the header to the answer is one of
 * these. The codes are those of Clerk's SDKs where Clerk has one, so that what is known about them stays true here.
 */
public enum Reason {
    SESSION_TOKEN_MISSING("session-token-missing", Outcome.NOT_AUTHENTICATED, "No session token"),
    TOKEN_EXPIRED("token-expired", Outcome.NOT_AUTHENTICATED, "The token has expired"),
    TOKEN_INVALID("token-invalid", Outcome.NOT_AUTHENTICATED, "The token is malformed"),
    TOKEN_INVALID_ALGORITHM("token-invalid-algorithm", Outcome.NOT_AUTHENTICATED, "The token's algorithm is not RS256"),
    TOKEN_INVALID_AUTHORIZED_PARTIES(
            "token-invalid-authorized-parties", Outcome.NOT_AUTHENTICATED, "The token is for another party"),
    TOKEN_INVALID_ISSUER("token-invalid-issuer", Outcome.NOT_AUTHENTICATED, "The token has another issuer"),
    TOKEN_INVALID_AUDIENCE("token-invalid-audience", Outcome.NOT_AUTHENTICATED, "The token is for another audience"),
    TOKEN_INVALID_SIGNATURE("token-invalid-signature", Outcome.NOT_AUTHENTICATED, "The token's signature is not valid"),
    TOKEN_NOT_ACTIVE_YET("token-not-active-yet", Outcome.NOT_AUTHENTICATED, "The token is not active yet"),
    TOKEN_IAT_IN_THE_FUTURE("token-iat-in-the-future", Outcome.NOT_AUTHENTICATED, "The token was issued in the future"),
    TOKEN_VERIFICATION_FAILED(
            "token-verification-failed", Outcome.NOT_AUTHENTICATED, "The token could not be verified"),
    TOKEN_TYPE_MISMATCH("token-type-mismatch", Outcome.NOT_AUTHENTICATED, "The token is not a session token"),
    SESSION_PENDING("session-pending", Outcome.NOT_AUTHENTICATED, "The session has tasks to complete"),
    SESSION_REVOKED("session-revoked", Outcome.NOT_AUTHENTICATED, "The session was ended or revoked"),
    TOKEN_OUTDATED("token-outdated", Outcome.NOT_AUTHENTICATED, "What the token says has changed since it was issued"),
    USER_BANNED("user-banned", Outcome.NOT_AUTHENTICATED, "The user is banned"),
    JWK_KID_MISMATCH("jwk-kid-mismatch", Outcome.NOT_AUTHENTICATED, "No key has the token's key id"),
    USER_NOT_FOUND("user-not-found", Outcome.NOT_AUTHENTICATED, "The user does not exist any more"),

    FORBIDDEN("forbidden", Outcome.NOT_ALLOWED, "Not allowed"),
    ROLE_MISSING("role-missing", Outcome.NOT_ALLOWED, "A role is missing"),
    PERMISSION_MISSING("permission-missing", Outcome.NOT_ALLOWED, "A permission is missing"),
    FEATURE_MISSING("feature-missing", Outcome.NOT_ALLOWED, "A feature is missing"),
    PLAN_MISSING("plan-missing", Outcome.NOT_ALLOWED, "A plan is missing"),
    REVERIFICATION_ERROR("reverification-error", Outcome.NOT_ALLOWED, "The user must verify their identity again"),
    IMPERSONATED("impersonated", Outcome.NOT_ALLOWED, "Not for an impersonated session"),

    JWK_REMOTE_FAILED_TO_LOAD(
            "jwk-remote-failed-to-load", Outcome.CANNOT_BE_KNOWN, "The signing keys could not be loaded"),
    JWK_REMOTE_INVALID("jwk-remote-invalid", Outcome.CANNOT_BE_KNOWN, "The JWKS endpoint did not answer with keys"),
    JWK_REMOTE_MISSING("jwk-remote-missing", Outcome.CANNOT_BE_KNOWN, "The JWKS endpoint has no usable key"),
    SECRET_KEY_INVALID("secret-key-invalid", Outcome.CANNOT_BE_KNOWN, "The secret key is missing or not valid"),
    CLERK_RATE_LIMITED("clerk-rate-limited", Outcome.CANNOT_BE_KNOWN, "Clerk limits the rate of look-ups"),
    CLERK_UNAVAILABLE("clerk-unavailable", Outcome.CANNOT_BE_KNOWN, "Clerk did not answer");

    /** What a refusal means to the caller, and so its HTTP status. */
    public enum Outcome {
        /** Sign in, then try again (RFC 9110, section 15.5.2). */
        NOT_AUTHENTICATED(401),
        /** Signed in, but this is not allowed (RFC 9110, section 15.5.4). */
        NOT_ALLOWED(403),
        /** Nobody can say now; the same request may pass later (RFC 9110, section 15.6.4). */
        CANNOT_BE_KNOWN(503);

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
