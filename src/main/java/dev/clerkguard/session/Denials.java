package dev.clerkguard.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jboss.logging.Logger;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Revoked sessions, and users and organisations whose tokens are refused: in memory, asked on every request. A denial
 * is forgotten when the last token that it could refuse has expired.
 *
 * <p>When there is no room for one more, nothing is dropped: every token issued until now is refused instead. That
 * refuses all that the single denials did, for Clerk makes no new token for what they deny; who is still signed in gets
 * a new token within seconds.
 */
public final class Denials {
    /** In place of an id: whoever it is. */
    public static final String EVERYONE = "*";

    private static final Logger LOG = Logger.getLogger(Denials.class);
    private static final Map<String, String> KINDS =
            Map.of("sess_", "session", "user_", "user", "org_", "organization");
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final Duration kept;
    private final Duration clockSkew;
    private final int maximum;
    private final DenialAnnouncer announcer;
    private final Clock clock;
    private final Map<String, Denial> denials = new ConcurrentHashMap<>();
    private final LongAdder full = new LongAdder();
    private Instant nextSweep = Instant.MIN;

    Denials(DenialsConfig config, VerificationConfig verification, DenialAnnouncer announcer, Clock clock) {
        this.clockSkew = verification.clockSkew();
        // Twice: Clerk's clock may be ahead of ours when it issues a token, and a token is accepted for a while after
        // it expired.
        this.kept = config.tokenLifetime().plus(clockSkew).plus(clockSkew);
        this.maximum = config.maximum();
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Denies every token of a session, a user or an organisation. Completes when others will deny it too. */
    public CompletionStage<Void> denyAll(String id, Reason reason) {
        return deny(new Denial(id, reason, Instant.MAX, end()));
    }

    /**
     * Denies the tokens issued before an instant. A token names the second in which it was issued: one that was made
     * later in the same second is refused as well.
     *
     * @param id may be {@link #EVERYONE}
     */
    public CompletionStage<Void> denyIssuedBefore(String id, Reason reason, Instant instant) {
        return deny(new Denial(id, reason, instant, end()));
    }

    /** A banned user is welcome again, with tokens issued from now on; the sessions of before have ended. */
    public CompletionStage<Void> unban(String userId) {
        Instant now = clock.instant();
        if (!learnUnbanned(userId, now)) {
            return CompletableFuture.completedFuture(null);
        }
        LOG.info("event=unbanned what=user");
        return announcer.unbanned(userId, now, end());
    }

    private CompletionStage<Void> deny(Denial denial) {
        LOG.infof(
                "event=denied what=%s reason=%s",
                kind(denial.id()), denial.reason().code());
        // All that is denied of it: whoever learns only of the last event must not know less.
        return announcer.denied(add(denial));
    }

    /** Takes over a denial that was made elsewhere. */
    public void learn(Denial denial) {
        add(denial);
    }

    private synchronized Denial add(Denial denial) {
        sweep(denials.size() >= maximum && !denials.containsKey(denial.id()));
        if (denials.size() < maximum || denials.containsKey(denial.id())) {
            return denials.merge(denial.id(), denial, Denial::and);
        }
        denyEveryone();
        return denial;
    }

    private void denyEveryone() {
        // The skew, because the instants in tokens are by Clerk's clock.
        Instant issuedBefore = clock.instant().plus(clockSkew);
        // First the wide one, then away with the single ones: at no moment is anything let through.
        denials.put(EVERYONE, new Denial(EVERYONE, Reason.SESSION_REVOKED, issuedBefore, end()));
        denials.keySet().removeIf(id -> !id.equals(EVERYONE));
        full.increment();
        LOG.warnf("event=denials-full maximum=%d effect=all-tokens-until-now-refused", maximum);
    }

    /** Takes over that a user is no longer banned. Returns whether that was news. */
    public synchronized boolean learnUnbanned(String userId, Instant at) {
        Denial denial = denials.get(userId);
        if (denial == null || denial.reason() != Reason.USER_BANNED) {
            return false;
        }
        denials.put(userId, new Denial(userId, Reason.SESSION_REVOKED, at, denial.until()));
        return true;
    }

    private Instant end() {
        return clock.instant().plus(kept);
    }

    /** Why a session whose token verified is refused nevertheless; empty when it is not. */
    Optional<RefusedException> refusal(Session session) {
        if (denials.isEmpty()) {
            return Optional.empty();
        }
        return refusal(session.sessionId(), session)
                .or(() -> refusal(session.userId(), session))
                .or(() -> session.organization().flatMap(organization -> refusal(organization.id(), session)))
                .or(() -> refusal(EVERYONE, session));
    }

    private Optional<RefusedException> refusal(String id, Session session) {
        Denial denial = denials.get(id);
        return denial != null && denial.refuses(session) && clock.instant().isBefore(denial.until())
                ? Optional.of(
                        new RefusedException(denial.reason(), denial.reason().title() + "."))
                : Optional.empty();
    }

    /** What is denied now. */
    public synchronized Collection<Denial> current() {
        sweep(true);
        return List.copyOf(denials.values());
    }

    /** How many denials are held, among them some that have expired less than a minute ago. */
    public int size() {
        return denials.size();
    }

    int maximum() {
        return maximum;
    }

    /** How often every token was refused because there was no room for one more denial. */
    long timesFull() {
        return full.sum();
    }

    /** What is denied, and not who: logs outlive what they were for. */
    private static String kind(String id) {
        return id.equals(EVERYONE)
                ? "everyone"
                : KINDS.entrySet().stream()
                        .filter(kind -> id.startsWith(kind.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("other");
    }

    private void sweep(boolean now) {
        Instant instant = clock.instant();
        if (now || !instant.isBefore(nextSweep)) {
            denials.values().removeIf(denial -> !instant.isBefore(denial.until()));
            nextSweep = instant.plus(SWEEP_EVERY);
        }
    }
}
