package dev.clerkguard.machine;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.clerkguard.token.TokenType;

/** Counts verifications of machine credentials, and the calls that they cost. */
@Singleton
class MachineMetrics {
    /** What a verification ended with. */
    enum Outcome {
        VERIFIED,
        REFUSED,
        /** It cannot be decided now. */
        UNDECIDED
    }

    /** What decided. */
    enum Source {
        /** An earlier verification. */
        CACHE,
        /** The Backend API. */
        CALL,
        /** The signing keys, which are in memory. */
        KEYS
    }

    private record Label(TokenType type, Outcome outcome, Source source) {}

    private final Map<Label, LongAdder> verifications = new ConcurrentHashMap<>();
    private final Map<TokenType, LongAdder> calls = new ConcurrentHashMap<>();
    private final LongAdder limited = new LongAdder();

    MachineMetrics() {
        kinds().forEach(type -> {
            calls.put(type, new LongAdder());
            for (Outcome outcome : Outcome.values()) {
                for (Source source : Source.values()) {
                    verifications.put(new Label(type, outcome, source), new LongAdder());
                }
            }
        });
    }

    private static Stream<TokenType> kinds() {
        return Stream.of(TokenType.values()).filter(type -> type != TokenType.SESSION_TOKEN);
    }

    void verified(TokenType type, Outcome outcome, Source source) {
        verifications.get(new Label(type, outcome, source)).increment();
    }

    /** A request was sent to the Backend API. */
    void called(TokenType type) {
        calls.get(type).increment();
    }

    void limited() {
        limited.increment();
    }

    void bind(MeterRegistry registry) {
        verifications.forEach((label, count) -> FunctionCounter.builder(
                        "clerk.guard.machine.verifications", count, LongAdder::sum)
                .tags(
                        "token_type", label.type().code(),
                        "outcome", label.outcome().name().toLowerCase(Locale.ROOT),
                        "source", label.source().name().toLowerCase(Locale.ROOT))
                .description("Machine credentials in requests, by what they turned out to be and what decided it")
                .register(registry));
        calls.forEach((type, count) -> FunctionCounter.builder("clerk.guard.machine.calls", count, LongAdder::sum)
                .tags("token_type", type.code())
                .description("Requests to the Backend API that verify a credential; Clerk bills them")
                .register(registry));
        FunctionCounter.builder("clerk.guard.machine.limited", limited, LongAdder::sum)
                .description("Unknown credentials that were not verified because too many had failed")
                .register(registry);
    }
}
