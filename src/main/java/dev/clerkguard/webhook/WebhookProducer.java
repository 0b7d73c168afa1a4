package dev.clerkguard.webhook;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.machine.MachineCredentialCache;
import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.token.VerificationConfig;
import dev.clerkguard.user.UserCache;

/** Produces the processor of webhooks with its handlers. */
@ApplicationScoped
class WebhookProducer {
    private final WebhookConfig config;
    private final Clock clock;

    WebhookProducer(WebhookConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Validates the signing secret before anything else logs a warning. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        signature();
    }

    @Produces
    @Singleton
    WebhookProcessor processor(
            UserCache users,
            MachineCredentialCache machines,
            RevocationList revocations,
            LatestStates states,
            UserChangeReplication replicas,
            VerificationConfig verification,
            ChangeObservers observers,
            WebhookCounters counters,
            ObjectMapper mapper) {
        Map<String, EventHandler> handlers = new HashMap<>();
        handlers.putAll(new UserEventHandler(users, machines, revocations, states, replicas).byType());
        handlers.putAll(new SessionEventHandler(revocations, verification.treatPendingAsSignedOut()).byType());
        handlers.putAll(
                new OrganizationEventHandler(users, machines, revocations, replicas, config.denyOutdatedTokens())
                        .byType());
        return new WebhookProcessor(
                signature(),
                new ProcessedDeliveries(config.maxProcessed()),
                Map.copyOf(handlers),
                observers,
                counters,
                mapper);
    }

    private SvixSignature signature() {
        try {
            return new SvixSignature(config.signingSecret().orElse(List.of()), config.tolerance(), clock);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "CLERK_WEBHOOK_SIGNING_SECRET is not a signing secret: " + e.getMessage() + ".");
        }
    }
}
