package dev.clerkguard.webhook;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.clerk.Users;
import dev.clerkguard.replica.Replicas;
import dev.clerkguard.session.Denials;
import dev.clerkguard.session.VerificationConfig;

/** Puts together what receives webhooks, and joins the other replicas. */
@ApplicationScoped
class WebhookBeans {
    private static final Logger LOG = Logger.getLogger(WebhookBeans.class);
    /** A Redis that hangs is given up before. */
    private static final long MOST_SECONDS = 5;

    private final WebhookConfig config;

    WebhookBeans(WebhookConfig config) {
        this.config = config;
    }

    /** A start that cannot work ends here, in one line: before anything warns of something else. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        signature();
    }

    void start(@Observes StartupEvent event, Replicas replicas, Instance<NewsListener> listener) {
        if (!replicas.state().configured()) {
            // Nobody to listen to: what looks users up is made when the first one is asked for.
            return;
        }
        CompletionStage<Void> joined = replicas.join(listener.get());
        try {
            // Before the first request: a replica that starts must not let in whom the others have denied.
            joined.toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("event=replicas state=slow effect=started-without-what-others-denied");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes ShutdownEvent event, Replicas replicas) {
        replicas.leave();
    }

    @Produces
    @Singleton
    Newest newest() {
        return new Newest(config.maximumRemembered());
    }

    @Produces
    @Singleton
    Announcements announcements(Replicas replicas, Newest newest) {
        return new Announcements(replicas, newest);
    }

    @Produces
    @Singleton
    NewsListener listener(Users users, Denials denials, Newest newest, Announcements announcements) {
        return new NewsListener(users, denials, newest, announcements);
    }

    @Produces
    @Singleton
    Inbox inbox(
            Users users,
            Denials denials,
            Newest newest,
            Announcements announcements,
            VerificationConfig verification,
            WebhookCounts counts,
            ObjectMapper mapper) {
        Map<String, Effect> effects = new HashMap<>();
        effects.putAll(new UserEffects(users, denials, newest, announcements).byType());
        effects.putAll(new SessionEffects(denials, verification.treatPendingAsSignedOut()).byType());
        effects.putAll(new OrganizationEffects(users, denials, announcements, config.denyOutdatedTokens()).byType());
        return new Inbox(signature(), new Deliveries(config.maximumRemembered()), Map.copyOf(effects), counts, mapper);
    }

    private SvixSignature signature() {
        try {
            return new SvixSignature(config.signingSecret().orElse(List.of()), config.tolerance(), Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "CLERK_WEBHOOK_SIGNING_SECRET is not a signing secret: " + e.getMessage() + ".");
        }
    }
}
