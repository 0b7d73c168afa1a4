package dev.clerkguard.user;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;

import dev.clerkguard.concurrent.CallerContext;
import dev.clerkguard.observability.CacheMetrics;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Caches the users of this Clerk instance. Callers who need the same user at the same time share one call of the Backend
 * API. A user who is requested often is read again in the background before the entry expires. During an outage of Clerk
 * an expired user is served for a bounded time (stale-if-error).
 */
public class UserCache {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final UserLookup lookup;
    private final UserCacheConfig config;
    private final Clock clock;
    private final AsyncLoadingCache<String, CachedUser> cache;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder servedStale = new LongAdder();
    private final ConcurrentStatsCounter uses = new ConcurrentStatsCounter();
    private final UserFreshness freshness;

    UserCache(UserLookup lookup, UserCacheConfig config, Clock clock) {
        this.lookup = lookup;
        this.config = config;
        this.clock = clock;
        this.freshness = new UserFreshness(config, clock);
        this.cache = Caffeine.newBuilder()
                .recordStats(() -> uses)
                .executor(Runnable::run)
                .maximumWeight(config.maxWeight().asLongValue())
                .weigher((String id, CachedUser user) -> user.weight())
                .expireAfterWrite(UserFreshness.keptFor(config))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .buildAsync(new Loader());
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "users", cache.synchronous());
    }

    /** Calls of the Backend API that have not ended. */
    int inFlight() {
        return inFlight.get();
    }

    /** Callers who wait for a call of the Backend API. */
    int waiting() {
        return waiting.get();
    }

    /** Callers who got an expired user, because the Backend API gave no answer. */
    long servedStale() {
        return servedStale.sum();
    }

    /**
     * Finds a user and applies a function to the result. Never blocks. Fails with {@link RefusedException} when the user
     * does not exist, and when Clerk gives no answer and the cache has no user that can be served.
     *
     * @param use is a parameter, not a {@code map} of the result, because each operator of a Uni costs more than the
     *     look-up in the cache
     */
    public <T> Uni<T> find(String userId, Function<UserSnapshot, T> use) {
        CachedUser cached = cached(userId);
        if (cached == null) {
            return wait(userId, null).map(use);
        }
        long age = freshness.age(cached);
        if (!freshness.isFresh(cached, age)) {
            return wait(userId, cached).map(use);
        }
        if (freshness.isDueForRefresh(cached, age)) {
            cache.synchronous().refresh(userId);
        }
        return Uni.createFrom().item(() -> use.apply(snapshot(cached, age)));
    }

    /**
     * The user when the cached one is fresh. Empty in all other cases, also when Clerk does not know the user; then
     * {@link #find} is to be called.
     */
    Optional<UserSnapshot> fresh(String userId) {
        // The map counts no use: an empty result is not to count as a miss beside that of find.
        CompletableFuture<CachedUser> entry = cache.asMap().get(userId);
        if (!isLoaded(entry)) {
            return Optional.empty();
        }
        CachedUser cached = entry.join();
        long age = freshness.age(cached);
        if (cached.user().isEmpty() || !freshness.isFresh(cached, age) || freshness.isDueForRefresh(cached, age)) {
            return Optional.empty();
        }
        uses.recordHits(1);
        return Optional.of(snapshot(cached, age));
    }

    /** The cached user, or null. An entry that is being loaded counts as absent. */
    private CachedUser cached(String userId) {
        CompletableFuture<CachedUser> entry = cache.getIfPresent(userId);
        return isLoaded(entry) ? entry.join() : null;
    }

    private static boolean isLoaded(CompletableFuture<CachedUser> entry) {
        return entry != null && entry.isDone() && !entry.isCompletedExceptionally();
    }

    private Uni<UserSnapshot> wait(String userId, CachedUser cached) {
        return Uni.createFrom().deferred(() -> {
            if (waiting.incrementAndGet() > config.maxWaiting()) {
                waiting.decrementAndGet();
                return stale(cached, tooManyWaiting()).map(this::snapshot);
            }
            // A copy for each caller: a caller that disconnects cancels its copy, not the call that others wait for.
            Uni<CachedUser> answer =
                    Uni.createFrom().completionStage(fetch(userId, cached).copy());
            return CallerContext.backOn(limited(answer, cached))
                    .onTermination()
                    .invoke(waiting::decrementAndGet)
                    .onFailure(NoAnswerException.class)
                    .transform(Throwable::getCause)
                    .onFailure(RefusedException.class)
                    .recoverWithUni(failure -> stale(cached, failure))
                    .map(this::snapshot);
        });
    }

    private CompletableFuture<CachedUser> fetch(String userId, CachedUser cached) {
        return cached == null ? cache.get(userId) : cache.synchronous().refresh(userId);
    }

    /** Ends the wait of a caller who can be served with the cached user. The call of the Backend API continues. */
    private Uni<CachedUser> limited(Uni<CachedUser> answer, CachedUser cached) {
        if (!freshness.canBeServedStale(cached)) {
            return answer;
        }
        return config.staleTimeout().isZero()
                ? Uni.createFrom().failure(UserCache::late)
                : answer.ifNoItem().after(config.staleTimeout()).failWith(UserCache::late);
    }

    /** Stores a user that was not read by this cache, for example from a webhook, unless the cache has a newer state. */
    public void put(User user) {
        CachedUser given = CachedUser.of(user, clock.millis());
        // On the map of futures: the synchronous view would wait for a call that is in flight.
        cache.asMap()
                .compute(
                        user.id(),
                        (id, entry) -> isLoaded(entry) && entry.join().isNewerThan(given)
                                ? entry
                                : CompletableFuture.completedFuture(given));
    }

    /** Stores a user as the Backend API and Clerk's webhooks write it. Empty when the JSON is not a user. */
    public Optional<User> put(JsonNode json) {
        Optional<User> user = UserReader.read(json);
        user.ifPresent(this::put);
        return user;
    }

    /** Removes a user. The answer of a call that is in flight is not stored, because it can be from before the change. */
    public void forget(String userId) {
        cache.synchronous().invalidate(userId);
    }

    /** Removes every user, as {@link #forget} does. */
    public void forgetAll() {
        cache.synchronous().invalidateAll();
    }

    private Uni<CachedUser> stale(CachedUser cached, Throwable failure) {
        // Checked again, because the user may have become too old during the wait.
        if (!freshness.canBeServedStale(cached)) {
            return Uni.createFrom().failure(failure);
        }
        servedStale.increment();
        return Uni.createFrom().item(cached);
    }

    private static RefusedException late() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "Clerk did not answer in time.", RETRY_AFTER);
    }

    private static RefusedException tooManyWaiting() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "Too many callers wait for Clerk already.", RETRY_AFTER);
    }

    private UserSnapshot snapshot(CachedUser cached) {
        return snapshot(cached, freshness.age(cached));
    }

    private UserSnapshot snapshot(CachedUser cached, long age) {
        cached.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        return new UserSnapshot(
                cached.user().orElseThrow(),
                cached.json(),
                freshness.isFresh(cached, age) ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, age))));
    }

    private final class Loader implements AsyncCacheLoader<String, CachedUser> {
        @Override
        public CompletableFuture<CachedUser> asyncLoad(String userId, Executor executor) {
            return read(userId).subscribeAsCompletionStage();
        }

        /** A webhook can deliver a newer state than the Backend API: then that state stays, and counts as read now. */
        @Override
        public CompletableFuture<CachedUser> asyncReload(String userId, CachedUser cached, Executor executor) {
            return read(userId)
                    .map(read -> cached.isNewerThan(read) ? cached.readAgain(read.readAt()) : read)
                    .subscribeAsCompletionStage();
        }

        private Uni<CachedUser> read(String userId) {
            inFlight.incrementAndGet();
            return Uni.createFrom()
                    .deferred(() -> lookup.user(userId))
                    .map(user -> CachedUser.of(user, clock.millis()))
                    .onFailure(Loader::isUnknown)
                    .recoverWithItem(failure -> CachedUser.unknown((RefusedException) failure, clock.millis()))
                    .onFailure(RefusedException.class)
                    .transform(NoAnswerException::new)
                    .onTermination()
                    .invoke(inFlight::decrementAndGet);
        }

        private static boolean isUnknown(Throwable failure) {
            return failure instanceof RefusedException refused && refused.reason() == Reason.USER_NOT_FOUND;
        }
    }

    /**
     * A call of the Backend API without an answer. It is a TimeoutException because Caffeine logs every other failure of a
     * loader, with its stack trace. {@link dev.clerkguard.clerk.BackendClient} logs and counts the failure already.
     */
    private static final class NoAnswerException extends TimeoutException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(Throwable refusal) {
            initCause(refusal);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
