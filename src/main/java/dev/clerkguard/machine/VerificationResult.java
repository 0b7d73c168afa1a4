package dev.clerkguard.machine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsReader;
import dev.clerkguard.token.CompactJwt;
import dev.clerkguard.token.TokenType;

/**
 * Reads what Clerk answers with status 200 to a verification. Clerk may report a revoked or expired credential that way,
 * so the status alone proves nothing. Unknown members are ignored.
 *
 * @param audience the rule for OAuth access tokens
 */
record VerificationResult(OAuthAudience audience, Clock clock) {
    private static final Logger LOG = Logger.getLogger(VerificationResult.class);
    /** Clerk's documents contradict each other: OAuth times below this are seconds, others milliseconds. */
    private static final double SECONDS_BELOW = 1e11;

    private static final double MILLIS = 1000;
    /** Later than this is never; it is also what a {@code long} can hold of milliseconds. */
    private static final double NEVER = 9e15;

    /** Whether it is an answer to a verification; anything else is garbage, and decides nothing. */
    static boolean isOne(JsonNode json) {
        return json.isObject() && (json.has("subject") || json.has("id") || json.has("active"));
    }

    /** @throws RefusedException when the credential must not be accepted */
    MachineCredential read(TokenType type, JsonNode json) {
        try {
            return accepted(type, json);
        } catch (RefusedException refusal) {
            LOG.infof(
                    "event=machine_credential_refused token_type=%s reason=%s id=%s subject=%s",
                    type.code(),
                    refusal.reason().code(),
                    id(json.path("id")).orElse(""),
                    id(json.path("subject")).orElse(""));
            throw refusal;
        }
    }

    private MachineCredential accepted(TokenType type, JsonNode json) {
        if (json.path("active").isBoolean() && !json.path("active").booleanValue()) {
            throw refused(Reason.TOKEN_EXPIRED, "The credential is not active: it has expired or was revoked.");
        }
        if (json.path("revoked").asBoolean()) {
            throw refused(Reason.TOKEN_REVOKED, "The credential was revoked.");
        }
        Optional<Instant> expiresAt = expiration(type, json.path("expiration"));
        if (json.path("expired").asBoolean() || isPast(expiresAt)) {
            throw refused(Reason.TOKEN_EXPIRED, "The credential has expired.");
        }
        requireSubject(type, json.path("subject"));
        if (type == TokenType.OAUTH_TOKEN) {
            audience.require(json.path("aud"));
        }
        return new MachineCredential(
                type,
                id(json.path("id")),
                json.path("subject").textValue(),
                ClaimsReader.text(json.path("name")),
                scopes(json.path("scopes")),
                Optional.of(json.path("claims"))
                        .filter(claims -> claims.isObject() && type != TokenType.OAUTH_TOKEN)
                        .map(JsonNode::toString),
                id(json.path("client_id")),
                json.path("act").isObject(),
                expiresAt);
    }

    private static Optional<String> id(JsonNode member) {
        return Optional.of(member).filter(CompactJwt::isId).map(JsonNode::textValue);
    }

    private boolean isPast(Optional<Instant> expiresAt) {
        return expiresAt.filter(at -> !clock.instant().isBefore(at)).isPresent();
    }

    /** The subjects of an API key are of several kinds, and Clerk may add others. */
    static void requireSubject(TokenType type, JsonNode subject) {
        String prefix =
                switch (type) {
                    case M2M_TOKEN -> "mch_";
                    case OAUTH_TOKEN -> "user_";
                    default -> "";
                };
        if (!CompactJwt.isId(subject)
                || !subject.textValue().startsWith(prefix)
                || subject.textValue().equals(prefix)) {
            throw refused(
                    Reason.TOKEN_VERIFICATION_FAILED, "The credential names no subject of the kind that it must have.");
        }
    }

    private static List<String> scopes(JsonNode scopes) {
        List<String> read = new ArrayList<>();
        scopes.forEach(scope -> ClaimsReader.text(scope).ifPresent(read::add));
        return List.copyOf(read);
    }

    private static Optional<Instant> expiration(TokenType type, JsonNode time) {
        if (time.isMissingNode() || time.isNull()) {
            return Optional.empty();
        }
        if (!time.isNumber()) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The credential's expiration is not a number.");
        }
        double given = time.doubleValue();
        double millis = type == TokenType.OAUTH_TOKEN && given < SECONDS_BELOW ? given * MILLIS : given;
        return millis >= NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli((long) millis));
    }

    private static RefusedException refused(Reason reason, String detail) {
        return new RefusedException(reason, detail);
    }
}
