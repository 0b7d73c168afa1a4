package dev.clerkguard.keys;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once there are keys to verify with. While Clerk is away the last good ones do: taking every replica out of
 * service would help nobody.
 */
@Readiness
@ApplicationScoped
class KeysReadiness implements HealthCheck {
    private final KeyRing keys;
    private final Clock clock = Clock.systemUTC();

    KeysReadiness(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        KeyRingState state = keys.state();
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
