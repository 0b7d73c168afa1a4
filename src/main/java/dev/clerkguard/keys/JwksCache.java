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
import dev.clerkguard.observability.CacheMetrics;

/**
 * Caches the signing keys. A look-up never waits for the network: the JWKS is fetched in the background before the keys
 * expire, and the last good keys stay in use while the fetch fails. There is one fetch at a time, which all requests that
 * need it share.
 */
public class JwksCache {
    private static final Logger LOG = Logger.getLogger(JwksCache.class);
    private static final KeysUnavailableException NOT_LOADED_YET =
            new KeysUnavailableException(Cause.NOT_REACHABLE, "the signing keys are still being loaded");
    private static final int MAX_UNKNOWN_KIDS = 10_000;
    /** Clerk's key ids have 30 characters. A longer one causes no fetch and no cache entry. */
    private static final int MAX_KID_LENGTH = 128;

    private final JwksSource source;
    private final JwksConfig config;
    private final Clock clock;
    private final long maxAgeMillis;
    private final RefreshPolicy refreshPolicy;
    private final AtomicReference<JwksCacheState> state;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<String, Boolean> unknownKids;
    private final JwksFetchCounters fetches = new JwksFetchCounters();
    private final AtomicBoolean usable = new AtomicBoolean();

    JwksCache(JwksSource source, JwksConfig config, Clock clock) {
        this.source = source;
        this.config = config;
        this.clock = clock;
        this.maxAgeMillis = config.maxAge().toMillis();
        this.refreshPolicy = new RefreshPolicy(config, clock);
        this.state = new AtomicReference<>(JwksCacheState.empty(NOT_LOADED_YET));
        this.unknownKids = Caffeine.newBuilder()
                .recordStats()
                .maximumSize(MAX_UNKNOWN_KIDS)
                .expireAfterWrite(config.unknownKidTtl())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** The keys that are trusted now. The instance changes only when the key set changes. */
    public Optional<SigningKeys> current() {
        return state.get().keysAt(clock.millis(), maxAgeMillis);
    }

    public KeyLookup find(String keyId) {
        Optional<SigningKeys> keys = current();
        if (keys.isEmpty()) {
            return new KeyLookup.NotLoaded(state.get().failure(), refreshPolicy.untilNextFetch(state.get()));
        }
        return keys.get().find(keyId).<KeyLookup>map(KeyLookup.Found::new).orElseGet(KeyLookup.Unknown::new);
    }

    /** As {@link #find}; empty when {@link #findAfterRefresh} can give a better result, because a fetch is due or in flight. */
    public Optional<KeyLookup> findNow(String keyId) {
        // Read before the look-up: if a fetch ends in between, the look-up has its result.
        JwksCacheState before = state.get();
        KeyLookup found = find(keyId);
        boolean fetchCanHelp = !(found instanceof KeyLookup.Found)
                && !(found instanceof KeyLookup.Unknown && isKnownMissing(keyId))
                && (before.inFlight().isPresent() || refreshPolicy.mayBeCaused(before));
        return fetchCanHelp ? Optional.empty() : Optional.of(found);
    }

    /**
     * Looks the key up after a fetch. The look-up is immediate when no fetch may be made: the last one is more recent than
     * the cooldown, the JWKS is known not to have the key, or too many requests wait already. Never fails.
     */
    public Uni<KeyLookup> findAfterRefresh(String keyId) {
        return Uni.createFrom().deferred(() -> {
            if (current().isPresent() && isKnownMissing(keyId)) {
                return Uni.createFrom().item(find(keyId));
            }
            JwksCacheState before = state.get();
            Optional<CompletableFuture<Void>> fetch = waiting.incrementAndGet() > config.maxWaiting()
                    ? Optional.empty()
                    : fetchIf(refreshPolicy::mayBeCaused);
            if (fetch.isEmpty()) {
                waiting.decrementAndGet();
                return Uni.createFrom().item(find(keyId));
            }
            // A copy for each caller: a caller that disconnects cancels its copy, not the fetch that others wait for.
            return Uni.createFrom()
                    .completionStage(fetch.get().copy())
                    .onTermination()
                    .invoke(waiting::decrementAndGet)
                    .map(done -> findAndRemember(keyId, before));
        });
    }

    private boolean isKnownMissing(String keyId) {
        return keyId == null || keyId.length() > MAX_KID_LENGTH || unknownKids.getIfPresent(keyId) != null;
    }

    /**
     * Remembers an unknown key id only after a successful fetch that began after the look-up: a fetch that was in flight
     * before may have been answered before the key was created.
     */
    private KeyLookup findAndRemember(String keyId, JwksCacheState before) {
        KeyLookup found = find(keyId);
        boolean fetchedSince = before.inFlight().isEmpty() && state.get().failures() == 0;
        if (fetchedSince && found instanceof KeyLookup.Unknown && !isKnownMissing(keyId)) {
            unknownKids.put(keyId, Boolean.TRUE);
        }
        return found;
    }

    /** Called every second. Fetches when the refresh interval, or the delay after a failure, is over. */
    void tick() {
        if (current().isEmpty() && usable.compareAndSet(true, false)) {
            LOG.errorf("event=jwks_expired max_age_seconds=%d", config.maxAge().toSeconds());
        }
        fetchIf(refreshPolicy::isDue);
    }

    /** Fetches at once when there are no keys, regardless of the cooldown. */
    void loadIfEmpty() {
        fetchIf(now -> now.keysAt(clock.millis(), maxAgeMillis).isEmpty());
    }

    /** The state for the readiness check and the metrics. */
    public JwksCacheState state() {
        return state.get();
    }

    JwksFetchCounters fetches() {
        return fetches;
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "unknown-key-ids", unknownKids);
    }

    /**
     * Decides and starts atomically: two threads that find the same fetch due start one.
     *
     * @return the fetch in flight, which may have started now; empty when none is due
     */
    private Optional<CompletableFuture<Void>> fetchIf(Predicate<JwksCacheState> due) {
        JwksCacheState before = state.get();
        while (before.inFlight().isEmpty()) {
            if (!due.test(before) || !refreshPolicy.allows(before)) {
                return Optional.empty();
            }
            CompletableFuture<Void> mine = new CompletableFuture<>();
            if (state.compareAndSet(before, before.fetching(mine, clock.instant()))) {
                // Deferred: a source that throws would otherwise leave a fetch in flight without end.
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
        Instant next = refreshPolicy.nextAfterSuccess(now);
        JwksCacheState before = state.getAndUpdate(old -> old.loaded(keys, now, next));
        usable.set(true);
        if (before.loadedAt().isEmpty() || before.failures() > 0) {
            LOG.infof("event=jwks_loaded kids=%s", keys.ids());
        } else if (!before.keys().equals(Optional.of(keys))) {
            LOG.infof("event=jwks_changed kids=%s", keys.ids());
        }
        before.inFlight().ifPresent(shared -> shared.complete(null));
    }

    private void failed(Throwable failure) {
        KeysUnavailableException why = failure instanceof KeysUnavailableException known
                ? known
                : new KeysUnavailableException(Cause.NOT_REACHABLE, "loading the signing keys failed");
        fetches.add(Optional.of(why.why()));
        Instant now = clock.instant();
        JwksCacheState before = state.getAndUpdate(old -> old.failed(
                why, refreshPolicy.nextAfterFailure(now, old.failures()), refreshPolicy.notBefore(old, why, now)));
        // A single failure is usually over after the first retry, so the line comes with the second one.
        if (before.failures() == 1) {
            LOG.warnf(
                    "event=jwks_refresh_failed serving_stale=%b cause=\"%s\"",
                    current().isPresent(), why.getMessage());
        } else {
            LOG.debugf("Signing keys could not be loaded: %s", why.getMessage());
        }
        before.inFlight().ifPresent(shared -> shared.complete(null));
    }
}
