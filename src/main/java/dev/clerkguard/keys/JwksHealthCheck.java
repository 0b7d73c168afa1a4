package dev.clerkguard.keys;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as soon as there are keys. During an outage of Clerk the replica stays ready with the last good keys, because
 * every replica has the same outage.
 */
@Readiness
@ApplicationScoped
class JwksHealthCheck implements HealthCheck {
    private final JwksCache keys;
    private final Clock clock;

    JwksHealthCheck(JwksCache keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        JwksCacheState state = keys.state();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("signing keys").status(keys.current().isPresent());
        keys.current().ifPresent(loaded -> response.withData("keyIds", String.join(" ", loaded.ids())));
        state.loadedAt()
                .ifPresent(at -> response.withData(
                        "ageSeconds", Duration.between(at, clock.instant()).toSeconds()));
        if (state.failures() > 0) {
            response.withData("failedFetches", state.failures())
                    .withData("failure", state.failure().getMessage());
        }
        return response.build();
    }
}
