package dev.clerkguard.keys;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.metric.CacheMeters;

/**
 * The signing keys in memory. A look-up never waits for the network: keys are fetched in the background, ahead of need,
 * and the last good ones stay while Clerk is away. One fetch at a time, and the requests that need it share it.
 */
public class KeyRing {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final KeysUnavailableException NOT_YET =
            new KeysUnavailableException(Cause.NOT_REACHABLE, "the signing keys are still being loaded");
    private static final int MOST_UNKNOWN_IDS = 10_000;
    /** Clerk's have 30 letters. A longer one is neither asked for nor remembered. */
    private static final int LONGEST_KEY_ID = 128;

    private final KeySource source;
    private final KeysConfig config;
    private final Clock clock;
    private final FetchSchedule schedule;
    private final AtomicReference<KeyRingState> state;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<String, Boolean> unknownIds;
    private final FetchCounts fetches = new FetchCounts();
    private final AtomicBoolean usable = new AtomicBoolean();

    KeyRing(KeySource source, KeysConfig config, Clock clock) {
        this.source = source;
        this.config = config;
        this.clock = clock;
        this.schedule = new FetchSchedule(config, clock);
        this.state = new AtomicReference<>(KeyRingState.empty(NOT_YET));
        this.unknownIds = Caffeine.newBuilder()
                .recordStats()
                .maximumSize(MOST_UNKNOWN_IDS)
                .expireAfterWrite(config.unknownKeyIdMemory())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** The keys as they are now; the same instance for as long as the key set does not change. */
    public Optional<SigningKeys> current() {
        return state.get().keysAt(clock.instant(), config.maxAge());
    }

    public KeyLookup find(String keyId) {
        Optional<SigningKeys> keys = current();
        if (keys.isEmpty()) {
            return new KeyLookup.NotLoaded(state.get().failure(), schedule.untilNextFetch(state.get()));
        }
        return keys.get().find(keyId).<KeyLookup>map(KeyLookup.Found::new).orElseGet(KeyLookup.Unknown::new);
    }

    /** The same; empty where {@link #findAfterRefresh} may tell more, because a fetch is due or under way. */
    public Optional<KeyLookup> findNow(String keyId) {
        // Looked at before: of a fetch that ends in between, the look-up knows the outcome.
        KeyRingState before = state.get();
        KeyLookup found = find(keyId);
        boolean mayTellMore = !(found instanceof KeyLookup.Found)
                && !(found instanceof KeyLookup.Unknown && hopeless(keyId))
                && (before.inFlight().isPresent() || schedule.mayBeCaused(before));
        return mayTellMore ? Optional.empty() : Optional.of(found);
    }

    /**
     * What is known once a fetch for this key is over, or at once where no fetch is due: another one was just made, the
     * id is known to be unknown, or too many requests wait already. Never fails.
     */
    public Uni<KeyLookup> findAfterRefresh(String keyId) {
        return Uni.createFrom().deferred(() -> {
            if (current().isPresent() && hopeless(keyId)) {
                return Uni.createFrom().item(find(keyId));
            }
            KeyRingState before = state.get();
            Optional<CompletableFuture<Void>> fetch =
                    waiting.incrementAndGet() > config.maxWaiting() ? Optional.empty() : fetchIf(schedule::mayBeCaused);
            if (fetch.isEmpty()) {
                waiting.decrementAndGet();
                return Uni.createFrom().item(find(keyId));
            }
            // A copy each: a caller that goes away cancels its own copy and nobody else's.
            return Uni.createFrom()
                    .completionStage(fetch.get().copy())
                    .onTermination()
                    .invoke(waiting::decrementAndGet)
                    .map(done -> findAndRemember(keyId, before));
        });
    }

    private boolean hopeless(String keyId) {
        return keyId == null || keyId.length() > LONGEST_KEY_ID || unknownIds.getIfPresent(keyId) != null;
    }

    /**
     * Only an answer that Clerk gave after the question is remembered: a fetch that failed says nothing, and one that
     * was already under way may have been answered before the key was made.
     */
    private KeyLookup findAndRemember(String keyId, KeyRingState before) {
        KeyLookup found = find(keyId);
        boolean answered = before.inFlight().isEmpty() && state.get().failures() == 0;
        if (answered && found instanceof KeyLookup.Unknown && !hopeless(keyId)) {
            unknownIds.put(keyId, Boolean.TRUE);
        }
        return found;
    }

    /** Called about once a second: fetches when the keys' age, or the last failure, says that it is time. */
    void tick() {
        if (current().isEmpty() && usable.compareAndSet(true, false)) {
            LOG.errorf(
                    "event=signing-keys state=lost effect=all-tokens-answered-with-503 max-age=%ds",
                    config.maxAge().toSeconds());
        }
        fetchIf(schedule::isDue);
    }

    /** Fetches at once when there are no keys, however lately that was tried. */
    void loadIfEmpty() {
        fetchIf(now -> now.keysAt(clock.instant(), config.maxAge()).isEmpty());
    }

    /** What is known of the keys, for the readiness check and the metrics. */
    public KeyRingState state() {
        return state.get();
    }

    FetchCounts fetches() {
        return fetches;
    }

    void measure(MeterRegistry registry) {
        CacheMeters.bind(registry, "unknown-key-ids", unknownIds);
    }

    /**
     * Decides and begins in one step: two threads that find the same fetch due make one.
     *
     * @return the fetch that is under way, or begins now; empty when none is due
     */
    private Optional<CompletableFuture<Void>> fetchIf(Predicate<KeyRingState> due) {
        KeyRingState before = state.get();
        while (before.inFlight().isEmpty()) {
            if (!due.test(before) || !schedule.allows(before)) {
                return Optional.empty();
            }
            CompletableFuture<Void> mine = new CompletableFuture<>();
            if (state.compareAndSet(before, before.fetching(mine, clock.instant()))) {
                // Deferred: a source that throws must not leave a fetch under way for ever.
                Uni.createFrom().deferred(source::load).subscribe().with(this::loaded, this::failed);
                return Optional.of(mine);
            }
            before = state.get();
        }
        return before.inFlight();
    }

    private void loaded(SigningKeys keys) {
        Instant now = clock.instant();
        fetches.add(Optional.empty());
        Instant next = schedule.nextAfterSuccess(now);
        KeyRingState before = state.getAndUpdate(old -> old.loaded(keys, now, next));
        usable.set(true);
        if (before.loadedAt().isEmpty() || before.failures() > 0) {
            LOG.infof("event=signing-keys state=loaded ids=%s", keys.ids());
        } else if (!before.keys().equals(Optional.of(keys))) {
            LOG.infof("event=signing-keys state=changed ids=%s", keys.ids());
        }
        before.inFlight().ifPresent(shared -> shared.complete(null));
    }

    private void failed(Throwable failure) {
        KeysUnavailableException why = failure instanceof KeysUnavailableException known
                ? known
                : new KeysUnavailableException(Cause.NOT_REACHABLE, "loading the signing keys failed");
        fetches.add(Optional.of(why.why()));
        Instant now = clock.instant();
        KeyRingState before = state.getAndUpdate(old ->
                old.failed(why, schedule.nextAfterFailure(now, old.failures()), schedule.notBefore(old, why, now)));
        // One failure alone passes by itself, a second later; the second in a row is worth a line.
        if (before.failures() == 1) {
            LOG.warnf(
                    "event=signing-keys state=away effect=%s cause=\"%s\"",
                    current().isPresent() ? "last-good-ones-stay-in-use" : "all-tokens-answered-with-503",
                    why.getMessage());
        } else {
            LOG.debugf("Signing keys could not be loaded: %s", why.getMessage());
        }
        before.inFlight().ifPresent(shared -> shared.complete(null));
    }
}
