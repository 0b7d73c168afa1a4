package dev.clerkguard.clerk;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.clerkguard.metric.CacheMeters;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.RequestContext;

/**
 * The users of this Clerk instance. Remembers them, asks Clerk once for many callers, reads hot ones again before they
 * grow old, and goes on with what it has while Clerk is away.
 */
public class Users {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final UserLookup lookup;
    private final UsersConfig config;
    private final Clock clock;
    private final Cache<String, CachedUser> cache;
    private final Map<String, CompletableFuture<CachedUser>> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder servedStale = new LongAdder();

    Users(UserLookup lookup, UsersConfig config, Clock clock) {
        this.lookup = lookup;
        this.config = config;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .recordStats()
                .executor(Runnable::run)
                .maximumWeight(config.maximumBytes())
                .weigher((String id, CachedUser user) -> user.weight())
                .expireAfterWrite(config.freshFor().plus(config.staleFor()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    void measure(MeterRegistry registry) {
        CacheMeters.bind(registry, "users", cache);
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Callers who wait for a look-up. */
    int waiting() {
        return waiting.get();
    }

    /** Callers who were given what is remembered because Clerk could not be asked. */
    long servedStale() {
        return servedStale.sum();
    }

    /**
     * What is made of a user. Fails with {@link RefusedException}: the user does not exist, or nobody can say now. Never
     * blocks.
     *
     * @param use is here and not behind a {@code map}, because each operator of a Uni costs more than to find the user
     */
    public <T> Uni<T> find(String userId, Function<KnownUser, T> use) {
        CachedUser cached = cache.getIfPresent(userId);
        if (cached == null) {
            return ask(userId, null).map(use);
        }
        Duration age = age(cached);
        if (!fresh(cached, age)) {
            return ask(userId, cached).map(use);
        }
        if (cached.user().isPresent() && age.compareTo(config.refreshAfter()) >= 0) {
            fetch(userId);
        }
        return Uni.createFrom().item(() -> use.apply(known(cached, age)));
    }

    private Uni<KnownUser> ask(String userId, CachedUser cached) {
        return Uni.createFrom().deferred(() -> {
            if (waiting.incrementAndGet() > config.maxWaiting()) {
                waiting.decrementAndGet();
                return stale(cached, tooMany()).map(this::known);
            }
            Uni<CachedUser> answer = Uni.createFrom()
                    // A copy each: a caller that goes away cancels its own copy and nobody else's.
                    .completionStage(fetch(userId).copy());
            return RequestContext.backOn(noLongerThanNeeded(answer, cached))
                    .onTermination()
                    .invoke(waiting::decrementAndGet)
                    .onFailure(RefusedException.class)
                    .recoverWithUni(failure -> stale(cached, failure))
                    .map(this::known);
        });
    }

    /** The look-up goes on without whoever has something else to be served with. */
    private Uni<CachedUser> noLongerThanNeeded(Uni<CachedUser> answer, CachedUser cached) {
        if (!servableAsStale(cached)) {
            return answer;
        }
        return config.waitWhenStale().isZero()
                ? Uni.createFrom().failure(Users::late)
                : answer.ifNoItem().after(config.waitWhenStale()).failWith(Users::late);
    }

    /** Takes a user that came by another way than a look-up, unless a newer state of this user is known. */
    public void put(User user) {
        CachedUser read = CachedUser.of(user, clock.instant());
        insteadOfALookUp(user.id(), () -> cache.asMap()
                .merge(user.id(), read, (known, given) -> known.isNewerThan(given) ? known : given));
    }

    /** Takes a user as the Backend API and Clerk's events write them. Empty when this is no user. */
    public Optional<User> put(JsonNode json) {
        Optional<User> user = UserReader.read(json);
        user.ifPresent(this::put);
        return user;
    }

    /** The next request reads this user anew; a look-up that is under way now may be too old already, and is not kept. */
    public void forget(String userId) {
        insteadOfALookUp(userId, () -> cache.invalidate(userId));
    }

    /** In one step with {@link #keep}: a look-up that ends at this moment is kept before the change, or not at all. */
    private void insteadOfALookUp(String userId, Runnable change) {
        inFlight.compute(userId, (id, running) -> {
            change.run();
            return null;
        });
    }

    public void forgetAll() {
        inFlight.clear();
        cache.invalidateAll();
    }

    private CompletableFuture<CachedUser> fetch(String userId) {
        CompletableFuture<CachedUser> mine = new CompletableFuture<>();
        CompletableFuture<CachedUser> running = inFlight.putIfAbsent(userId, mine);
        if (running != null) {
            return running;
        }
        lookup.user(userId)
                .map(user -> CachedUser.of(user, clock.instant()))
                .onFailure(Users::unknown)
                .recoverWithItem(failure -> CachedUser.unknown((RefusedException) failure, clock.instant()))
                .subscribe()
                .with(user -> keep(userId, user, mine), failure -> giveUp(userId, failure, mine));
        return mine;
    }

    private void keep(String userId, CachedUser user, CompletableFuture<CachedUser> mine) {
        AtomicReference<CachedUser> answer = new AtomicReference<>(user);
        inFlight.computeIfPresent(userId, (id, running) -> {
            if (running != mine) {
                return running;
            }
            answer.set(cache.asMap()
                    .merge(
                            userId,
                            user,
                            (known, given) -> known.isNewerThan(given) ? known.readAgain(given.readAt()) : given));
            return null;
        });
        // Not before: whoever waits for it may ask for the same user again.
        mine.complete(answer.get());
    }

    private void giveUp(String userId, Throwable failure, CompletableFuture<CachedUser> mine) {
        inFlight.remove(userId, mine);
        mine.completeExceptionally(failure);
    }

    private static boolean unknown(Throwable failure) {
        return failure instanceof RefusedException refused && refused.reason() == Reason.USER_NOT_FOUND;
    }

    private Uni<CachedUser> stale(CachedUser cached, Throwable failure) {
        // Asked again: it may have grown too old while Clerk was waited for.
        if (!servableAsStale(cached)) {
            return Uni.createFrom().failure(failure);
        }
        servedStale.increment();
        return Uni.createFrom().item(cached);
    }

    private boolean servableAsStale(CachedUser cached) {
        return cached != null
                && cached.user().isPresent()
                && age(cached).compareTo(config.freshFor().plus(config.staleFor())) < 0;
    }

    private static RefusedException late() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "Clerk did not answer in time.", RETRY_AFTER);
    }

    private static RefusedException tooMany() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "Too many callers wait for Clerk already.", RETRY_AFTER);
    }

    private KnownUser known(CachedUser cached) {
        return known(cached, age(cached));
    }

    private KnownUser known(CachedUser cached, Duration age) {
        cached.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        return new KnownUser(
                cached.user().orElseThrow(),
                cached.json(),
                fresh(cached, age) ? Optional.empty() : Optional.of(age.isNegative() ? Duration.ZERO : age));
    }

    private boolean fresh(CachedUser cached, Duration age) {
        Duration freshFor = cached.user().isPresent() ? config.freshFor() : config.unknownFor();
        // Negative when the clock was put back: then nobody knows how old it is.
        return !age.isNegative() && age.compareTo(freshFor) < 0;
    }

    private Duration age(CachedUser cached) {
        return Duration.between(cached.readAt(), clock.instant());
    }
}
