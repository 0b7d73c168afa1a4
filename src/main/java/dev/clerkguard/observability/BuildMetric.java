package dev.clerkguard.observability;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.info.BuildInfo;
import io.quarkus.info.GitInfo;
import io.quarkus.runtime.StartupEvent;

/** Which build runs, as labels of a metric whose value is always 1. {@code /q/info} says more. */
@Singleton
class BuildMetric {
    private static final int SHORT_COMMIT = 12;

    /** @param git unresolvable for a build outside a Git repository */
    void register(@Observes StartupEvent event, MeterRegistry registry, BuildInfo build, Instance<GitInfo> git) {
        Gauge.builder("clerk.guard.build.info", () -> 1)
                .tags("version", build.version(), "commit", git.isResolvable() ? commit(git.get()) : "unknown")
                .description("Always 1; the labels say which build runs")
                .register(registry);
    }

    private static String commit(GitInfo git) {
        String id = git.latestCommitId();
        return id.substring(0, Math.min(SHORT_COMMIT, id.length()));
    }
}
