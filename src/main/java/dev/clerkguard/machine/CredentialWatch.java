package dev.clerkguard.machine;

import java.util.Optional;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.TokenHash;

/**
 * The machine credential that opened a stream, while the stream goes on. An opaque one is verified again when it is no
 * longer known, at most once in {@code clerk.machine.cache-for}. It counts as valid while Clerk cannot decide.
 */
public final class CredentialWatch {
    private final MachineCredentialCache cache;
    private final MachineCredential credential;
    private final String secret;
    private final TokenHash hash;
    private final boolean opaque;
    private volatile RefusedException refused;
    /** Milliseconds since 1970. */
    private volatile long nextVerification;

    CredentialWatch(MachineCredentialCache cache, MachineCredential credential, String secret) {
        this.cache = cache;
        this.credential = credential;
        this.secret = secret;
        this.hash = TokenHash.of(secret);
        this.opaque = CredentialShape.isOpaque(secret);
    }

    /** Why a new request with the credential would be refused, as far as is known; begins a verification when one is due. */
    public Optional<RefusedException> refusal() {
        if (refused != null) {
            return Optional.of(refused);
        }
        Optional<RefusedException> now = cache.refusalOf(credential, opaque);
        long millis = cache.millis();
        if (now.isEmpty() && opaque && millis >= nextVerification && !cache.isVerified(hash)) {
            nextVerification = millis + cache.cacheFor().toMillis();
            cache.verify(credential.tokenType(), secret).subscribe().with(identity -> {}, this::failed);
        }
        return now.or(() -> Optional.ofNullable(refused));
    }

    private void failed(Throwable failure) {
        if (failure instanceof RefusedException refusal
                && refusal.reason().outcome() == Reason.Outcome.UNAUTHENTICATED) {
            refused = refusal;
        }
    }
}
