package dev.clerkguard.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jboss.logging.Logger;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Session;

/**
 * The revoked sessions, users and organisations, in memory; looked up on every request. A revocation ends when the last
 * token that it could refuse has expired.
 *
 * <p>When the list is full, no revocation is dropped. One revocation of all tokens issued until now replaces the list: Clerk
 * makes no new token for what was revoked, and signed-in clients fetch a new token within seconds.
 */
public final class RevocationList {
    /** The id of a revocation of all tokens. */
    public static final String EVERYONE = "*";

    private static final Logger LOG = Logger.getLogger(RevocationList.class);
    private static final String USER_PREFIX = "user_";
    private static final Map<String, String> KINDS =
            Map.of("sess_", "session", USER_PREFIX, "user", "org_", "organization");
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final Duration ttl;
    private final Duration clockSkew;
    private final int maxEntries;
    private final RevocationPublisher publisher;
    private final Clock clock;
    private final Map<String, RevocationEntry> entries = new ConcurrentHashMap<>();
    private final LongAdder overflows = new LongAdder();
    private Instant nextSweep = Instant.MIN;

    /** @param clockSkew the leeway of the verification of tokens */
    public RevocationList(RevocationConfig config, Duration clockSkew, RevocationPublisher publisher, Clock clock) {
        this.clockSkew = clockSkew;
        // Twice: Clerk's clock may be ahead when it issues a token, and a token is accepted for a while after its
        // expiry.
        this.ttl = config.tokenLifetime().plus(clockSkew).plus(clockSkew);
        this.maxEntries = config.maxEntries();
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Revokes all tokens of a session, user or organisation. Completes when the other replicas will refuse them too. */
    public CompletionStage<Void> revokeAll(String id, Reason reason) {
        return revoke(new Revocation(id, reason, Instant.MAX, end()));
    }

    /**
     * Revokes the tokens issued before an instant. Tokens name the second of their issue, so a token issued later in the same
     * second is refused too.
     *
     * @param id may be {@link #EVERYONE}
     */
    public CompletionStage<Void> revokeIssuedBefore(String id, Reason reason, Instant instant) {
        return revoke(new Revocation(id, reason, instant, end()));
    }

    /** Lifts the ban of a user. Tokens issued from now on are accepted; the sessions from before have ended. */
    public CompletionStage<Void> unban(String userId) {
        Instant now = clock.instant();
        if (!lift(userId, now)) {
            return CompletableFuture.completedFuture(null);
        }
        LOG.info("event=unbanned kind=user");
        return publisher.publishUnban(userId, now, end());
    }

    private CompletionStage<Void> revoke(Revocation revocation) {
        LOG.infof(
                "event=revoked kind=%s reason=%s",
                kind(revocation.id()), revocation.reason().code());
        // The merged revocation: a replica that receives only this event must not know less.
        return publisher.publish(add(revocation));
    }

    /** Applies a revocation of another replica. It does not last longer than one of this replica. */
    public void applyRemote(Revocation revocation) {
        add(revocation.endingBy(end()));
    }

    /**
     * Applies the lifted ban of another replica. Tokens from before are refused as on that replica, also when this one did not
     * know of the ban.
     */
    public synchronized void applyRemoteUnban(String userId, Instant at, Instant until) {
        lift(userId, at);
        applyRemote(new Revocation(userId, Reason.SESSION_REVOKED, at, until));
    }

    private synchronized Revocation add(Revocation revocation) {
        sweep(entries.size() >= maxEntries && !entries.containsKey(revocation.id()));
        if (entries.size() < maxEntries || entries.containsKey(revocation.id())) {
            return entries.merge(revocation.id(), RevocationEntry.of(revocation), RevocationEntry::and)
                    .ofKind(revocation);
        }
        revokeEveryone();
        return revocation;
    }

    private void revokeEveryone() {
        // The skew, because the instants in tokens are by Clerk's clock.
        Instant issuedBefore = clock.instant().plus(clockSkew);
        // First the revocation of all, then the removal of the single ones: no token is accepted in between.
        entries.put(
                EVERYONE, RevocationEntry.of(new Revocation(EVERYONE, Reason.SESSION_REVOKED, issuedBefore, end())));
        entries.keySet().removeIf(id -> !id.equals(EVERYONE));
        overflows.increment();
        LOG.warnf("event=revocation_list_full max=%d all_tokens_until_now_revoked=true", maxEntries);
    }

    /** Replaces a ban by the revocation of the tokens from before. Other revocations stay. Returns whether there was a ban. */
    private synchronized boolean lift(String userId, Instant at) {
        RevocationEntry entry = entries.get(userId);
        if (entry == null || entry.ban() == null || !userId.startsWith(USER_PREFIX)) {
            return false;
        }
        Revocation before =
                new Revocation(userId, Reason.SESSION_REVOKED, at, entry.ban().until());
        entries.put(userId, RevocationEntry.of(before).and(entry.withoutBan()));
        return true;
    }

    private Instant end() {
        return clock.instant().plus(ttl);
    }

    /** The refusal of a session whose token verified; empty when it is not revoked. */
    public Optional<RefusedException> refusal(Session session) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return refusal(session.sessionId(), session)
                .or(() -> refusal(session.userId(), session))
                .or(() -> session.organization().flatMap(organization -> refusal(organization.id(), session)))
                .or(() -> refusal(EVERYONE, session));
    }

    /**
     * Why a machine credential of a user is refused: the user is banned or deleted. That their sessions were ended does
     * not concern their keys.
     */
    public Optional<RefusedException> refusalOfUser(String userId) {
        RevocationEntry entry = entries.get(userId);
        return entry == null
                ? Optional.empty()
                : entry.ofUser(clock.instant())
                        .map(Revocation::reason)
                        .map(reason -> new RefusedException(reason, reason.title() + "."));
    }

    private Optional<RefusedException> refusal(String id, Session session) {
        RevocationEntry entry = entries.get(id);
        return entry == null
                ? Optional.empty()
                : entry.refusing(session, clock.instant())
                        .map(Revocation::reason)
                        .map(reason -> new RefusedException(reason, reason.title() + "."));
    }

    /** The revocations that hold now. */
    public synchronized Collection<Revocation> current() {
        sweep(true);
        return entries.values().stream().flatMap(entry -> entry.list().stream()).toList();
    }

    /** The number of revoked ids, including some that ended less than a minute ago. */
    public int size() {
        return entries.size();
    }

    int maxEntries() {
        return maxEntries;
    }

    /** The number of times that the list was full. */
    long overflows() {
        return overflows.sum();
    }

    /** The kind of an id for the log. The id itself is not logged. */
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
            entries.keySet().forEach(id -> entries.computeIfPresent(id, (same, entry) -> entry.at(instant)));
            nextSweep = instant.plus(SWEEP_INTERVAL);
        }
    }
}
