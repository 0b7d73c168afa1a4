package dev.clerkguard.token;

import java.util.Locale;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusalCounts;

/**
 * Metrics of authentications by outcome and reason. Names and labels are made once; a request only adds to a counter. The
 * metrics are bound after the configuration was validated, unlike those of a MeterBinder, so that a failed start logs one
 * line.
 */
@Singleton
class AuthenticationMetrics {
    private static final String NAME = "clerk.guard.authentications";
    private static final String DESCRIPTION = "Requests by whether their caller was known, and why not";

    void bind(
            @Observes StartupEvent event,
            MeterRegistry registry,
            RefusalCounts refusals,
            VerifiedTokenCache tokens,
            AuthenticatedCount machines) {
        FunctionCounter.builder(NAME, tokens, known -> known.authenticated() + machines.sum())
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
