package dev.clerkguard.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.concurrent.CallerContext;
import dev.clerkguard.machine.MachineCredentialCache.CacheTimes;
import dev.clerkguard.machine.MachineMetrics.Outcome;
import dev.clerkguard.machine.MachineMetrics.Source;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.TokenHash;
import dev.clerkguard.token.TokenType;

/** Verifies opaque credentials with calls of Clerk. Requests with the same credential share one call. */
final class OpaqueVerifications {
    private static final Logger LOG = Logger.getLogger(OpaqueVerifications.class);
    private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

    private final CredentialVerifier verifier;
    private final KnownCredentials known;
    private final FailureLimit limit;
    private final MachineMetrics metrics;
    private final MachineConfig config;
    private final CacheTimes times;
    private final Map<TokenHash, CompletableFuture<VerifiedCredential>> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong limitLoggedAt = new AtomicLong();

    OpaqueVerifications(
            CredentialVerifier verifier,
            KnownCredentials known,
            MachineMetrics metrics,
            MachineConfig config,
            CacheTimes times) {
        this.verifier = verifier;
        this.known = known;
        this.limit = new FailureLimit(config.failedVerifications(), times.clock());
        this.metrics = metrics;
        this.config = config;
        this.times = times;
    }

    /** The verified credential, after a call; fails with {@link RefusedException}. */
    Uni<VerifiedCredential> verify(TokenHash hash, TokenType type, String secret) {
        if (waiting.incrementAndGet() > config.maxWaiting()) {
            waiting.decrementAndGet();
            metrics.verified(type, Outcome.UNDECIDED, Source.CALL);
            return Uni.createFrom().failure(MachineRefusals.unavailable("Too many requests wait for Clerk already."));
        }
        return CallerContext.backOn(Uni.createFrom()
                        // A copy each: a caller that disconnects cancels its own copy only.
                        .completionStage(() -> fetch(hash, type, secret).copy())
                        .ifNoItem()
                        .after(times.longestCall())
                        .failWith(() -> MachineRefusals.unavailable("Clerk did not answer in time.")))
                .onTermination()
                .invoke(waiting::decrementAndGet)
                .onFailure()
                .transform(MachineRefusals::of)
                .onFailure(RefusedException.class)
                .invoke(failure -> metrics.verified(
                        type,
                        MachineRefusals.isDecided((RefusedException) failure) ? Outcome.REFUSED : Outcome.UNDECIDED,
                        Source.CALL));
    }

    private CompletableFuture<VerifiedCredential> fetch(TokenHash hash, TokenType type, String secret) {
        CompletableFuture<VerifiedCredential> mine = new CompletableFuture<>();
        CompletableFuture<VerifiedCredential> running = inFlight.putIfAbsent(hash, mine);
        if (running != null) {
            return running;
        }
        try {
            // Another call may have ended just before this one began.
            Optional<VerifiedCredential> ready = known.find(hash, type);
            if (ready.isPresent()) {
                inFlight.remove(hash, mine);
                mine.complete(ready.get());
                return mine;
            }
        } catch (RefusedException refusal) {
            inFlight.remove(hash, mine);
            mine.completeExceptionally(refusal);
            return mine;
        }
        limit.take(times.longestCall()).whenComplete((turn, none) -> {
            if (none == null) {
                call(hash, type, secret, mine);
            } else {
                metrics.limited();
                logLimit();
                inFlight.remove(hash, mine);
                mine.completeExceptionally(none instanceof TimeoutException ? limit.refusal() : none);
            }
        });
        return mine;
    }

    private void call(TokenHash hash, TokenType type, String secret, CompletableFuture<VerifiedCredential> mine) {
        long forgottenBefore = known.forgotten();
        verifier.verify(type, secret)
                .map(this::cached)
                .subscribe()
                .with(
                        credential -> {
                            known.verified(hash, credential, forgottenBefore);
                            limit.ended(false);
                            inFlight.remove(hash, mine);
                            mine.complete(credential);
                        },
                        failure -> {
                            RefusedException refusal = MachineRefusals.of(failure);
                            if (MachineRefusals.isDecided(refusal)) {
                                known.refused(hash, refusal, Optional.empty());
                            }
                            limit.ended(MachineRefusals.isDecided(refusal));
                            inFlight.remove(hash, mine);
                            mine.completeExceptionally(refusal);
                        });
    }

    private VerifiedCredential cached(MachineCredential credential) {
        long until = times.clock().millis() + config.cacheFor().toMillis();
        long expires = credential.expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        return new VerifiedCredential(
                MachineIdentity.of(credential), credential, Optional.empty(), Math.min(until, expires));
    }

    private void logLimit() {
        long now = times.clock().millis();
        long before = limitLoggedAt.get();
        if (now - before >= BETWEEN_LOG_LINES.toMillis() && limitLoggedAt.compareAndSet(before, now)) {
            LOG.warnf(
                    "event=machine_verifications_limited burst=%d per_second=%s",
                    config.failedVerifications().burst(),
                    config.failedVerifications().perSecond());
        }
    }
}
