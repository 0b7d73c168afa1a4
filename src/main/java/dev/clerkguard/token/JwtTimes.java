package dev.clerkguard.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsReader;

/**
 * Checks the times of a JWT (RFC 7519, sections 4.1.4 to 4.1.6).
 *
 * @param clockSkew how far Clerk's clock and this one may differ
 */
public record JwtTimes(Clock clock, Duration clockSkew) {
    /** @throws RefusedException expired, not active yet, issued in the future, or without an expiry time */
    public void require(ObjectNode claims) {
        Instant now = clock.instant();
        Instant expires = time(claims.path("exp"))
                .orElseThrow(() -> refused(Reason.TOKEN_VERIFICATION_FAILED, "The token has no expiry time (exp)."));
        if (!now.minus(clockSkew).isBefore(expires)) {
            throw refused(Reason.TOKEN_EXPIRED, "The token has expired. Get a new one from Clerk.");
        }
        if (time(claims.path("nbf")).filter(now.plus(clockSkew)::isBefore).isPresent()) {
            throw refused(Reason.TOKEN_NOT_ACTIVE_YET, "The token's not-before time (nbf) is in the future.");
        }
        if (time(claims.path("iat")).filter(now.plus(clockSkew)::isBefore).isPresent()) {
            throw refused(Reason.TOKEN_IAT_IN_THE_FUTURE, "The token's time of issue (iat) is in the future.");
        }
    }

    /** A NumericDate (RFC 7519, section 2). An absent claim is allowed; a claim of another type is refused. */
    private static Optional<Instant> time(JsonNode claim) {
        Optional<Instant> time = ClaimsReader.seconds(claim);
        if (time.isEmpty() && !claim.isMissingNode()) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "A time in the token is not a number of seconds.");
        }
        return time;
    }

    private static RefusedException refused(Reason reason, String detail) {
        return new RefusedException(reason, detail);
    }
}
