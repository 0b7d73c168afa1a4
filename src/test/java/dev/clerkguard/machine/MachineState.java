package dev.clerkguard.machine;

import java.time.Instant;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.token.TokenType;

/** What Clerk knows of a credential, or how Clerk fails; with the status, the reason and the calls that follow. */
enum MachineState {
    VALID(204, null, 1),
    EXPIRES_LATER(204, null, 1),
    REVOKED(401, "token-revoked", 1),
    EXPIRED(401, "token-expired", 1),
    EXPIRATION_PAST(401, "token-expired", 1),
    INACTIVE(401, "token-expired", 1),
    WITHOUT_SUBJECT(401, "token-verification-failed", 1),
    UNKNOWN(401, "token-invalid", 1),
    MALFORMED_FOR_CLERK(401, "token-invalid", 1),
    FOR_ANOTHER_MACHINE(401, "token-invalid", 1),
    KEY_REFUSED(503, "secret-key-invalid", 1),
    UNAUTHORIZED(503, "secret-key-invalid", 1),
    RATE_LIMITED(503, "clerk-rate-limited", 1),
    PAYMENT_REQUIRED(503, "clerk-unavailable", 1),
    ERROR(503, "clerk-unavailable", 2),
    RESET(503, "clerk-unavailable", 2),
    HANGING(503, "clerk-unavailable", 1),
    GARBAGE(503, "clerk-unavailable", 1),
    NOTHING_ASKED_FOR(503, "clerk-unavailable", 1);

    private final int status;
    private final String reason;
    private final int calls;

    MachineState(int status, String reason, int calls) {
        this.status = status;
        this.reason = reason;
        this.calls = calls;
    }

    int status() {
        return status;
    }

    /** Null when the credential is accepted. */
    String reason() {
        return reason;
    }

    int calls() {
        return calls;
    }

    /** A new credential of this kind in this state. */
    String credential(TokenType type) {
        String secret = MachineStub.newSecret(type);
        MachineStub.answer(type, secret, answer(type));
        return secret;
    }

    private ResponseDefinitionBuilder answer(TokenType type) {
        long later = Instant.now().plusSeconds(3600).toEpochMilli();
        return switch (this) {
            case VALID -> MachineStub.ok(MachineStub.valid(type));
            case EXPIRES_LATER -> MachineStub.ok(MachineStub.valid(type).put("expiration", (double) later));
            case REVOKED -> MachineStub.ok(MachineStub.valid(type).put("revoked", true));
            case EXPIRED -> MachineStub.ok(MachineStub.valid(type).put("expired", true));
            case EXPIRATION_PAST -> MachineStub.ok(MachineStub.valid(type).put("expiration", 1700000000000L));
            case INACTIVE -> ClerkStub.json("{\"active\":false}");
            case WITHOUT_SUBJECT -> MachineStub.ok(MachineStub.valid(type).putNull("subject"));
            case UNKNOWN -> MachineStub.error(404, "resource_not_found");
            case MALFORMED_FOR_CLERK -> MachineStub.error(400, "bad_request");
            case FOR_ANOTHER_MACHINE -> MachineStub.error(403, "forbidden");
            case KEY_REFUSED ->
                MachineStub.error(
                        401, type == TokenType.M2M_TOKEN ? "machine_secret_key_invalid" : "clerk_key_invalid");
            case UNAUTHORIZED -> MachineStub.error(401, "authentication_invalid");
            case RATE_LIMITED -> MachineStub.error(429, "too_many_requests").withHeader("Retry-After", "1");
            case PAYMENT_REQUIRED -> MachineStub.error(402, "token_quota_exceeded");
            case ERROR -> MachineStub.error(500, "internal");
            case RESET -> ClerkStub.json("{}").withFault(Fault.CONNECTION_RESET_BY_PEER);
            case HANGING -> ClerkStub.json("{}").withFixedDelay(60_000);
            case GARBAGE -> ClerkStub.json("<html>");
            case NOTHING_ASKED_FOR -> ClerkStub.json("[\"user\"]");
        };
    }
}
