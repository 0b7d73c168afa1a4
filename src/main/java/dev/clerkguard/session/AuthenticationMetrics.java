package dev.clerkguard.session;

import java.util.Locale;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusalCounts;

/**
 * What came of looking at who is calling. A request adds to a number; names and labels are made here, once. Bound when the
 * configuration has been checked, and not before, as a MeterBinder would be: a start that cannot work ends in its one line.
 */
@Singleton
class AuthenticationMetrics {
    private static final String NAME = "clerk.guard.authentications";
    private static final String DESCRIPTION = "Requests by whether their caller was known, and why not";

    void bind(@Observes StartupEvent event, MeterRegistry registry, RefusalCounts refusals, VerifiedTokens tokens) {
        FunctionCounter.builder(NAME, tokens, VerifiedTokens::authenticated)
                .tags("outcome", "authenticated", "reason", "none")
                .description(DESCRIPTION)
                .register(registry);
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder(NAME, refusals, counts -> counts.of(reason))
                    .tags("outcome", reason.outcome().name().toLowerCase(Locale.ROOT), "reason", reason.code())
                    .description(DESCRIPTION)
                    .register(registry);
        }
        tokens.measure(registry);
    }
}
