package dev.clerkguard.reload;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.Problem;
import dev.clerkguard.problem.Problems;

/**
 * Lets no call fail because of a live reload. Quarkus' handler looks for changed sources within a call and restarts the
 * application in it. Without this gate it goes on with other calls in the application that it has just stopped.
 *
 * <ul>
 *   <li>One call at a time is in Quarkus' handler. Calls that arrive meanwhile wait in front of it, with their connection
 *       {@linkplain HeldConnection held}.
 *   <li>The stopping application first finishes the calls that it has admitted, for at most {@link #MAX_DRAIN}.
 *   <li>The waiting calls are given to the new application, with their unread bodies.
 * </ul>
 */
@ApplicationScoped
@IfBuildProfile("dev")
class ReloadGate {
    private static final Logger LOG = Logger.getLogger(ReloadGate.class);

    /** Quarkus' handler passes a request with this header on at once. It sets it when it has restarted. */
    private static final String RELOADED = "x-quarkus-hot-deployment-done";

    /** A reload with a compilation takes some seconds. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(90);

    private static final Duration MAX_DRAIN = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 10;
    /** Quarkus renews its thread pool just after it has marked the reload as done. */
    private static final int POLLS_AFTER_THE_RELOAD = 2;

    private enum Phase {
        RUNNING,
        DRAINING,
        STOPPED
    }

    private final String tooLate;
    private final Set<HttpServerResponse> admitted = ConcurrentHashMap.newKeySet();
    /** The call that is in Quarkus' handler. */
    private final AtomicReference<RoutingContext> scanning = new AtomicReference<>();

    private volatile Phase phase = Phase.RUNNING;
    /** Quarkus' root handler while this application answers. */
    private volatile Object ownState;

    ReloadGate() {
        // Made now, because a stopped application cannot.
        Response problem = Problems.response(Problem.ofStatus(503, "The service is still restarting."));
        this.tooLate = (String) problem.getEntity();
    }

    /** Quarkus fires this event before it adds its handler, which has the lowest order, too. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::beforeTheScan);
        router.route().order(Integer.MIN_VALUE + 1).handler(this::afterTheScan);
    }

    private void beforeTheScan(RoutingContext call) {
        rememberState();
        HttpServerRequest request = call.request();
        if (request.headers().contains(RELOADED)) {
            scanning.set(null);
            call.next();
        } else if (isOfBackend(request) && phase != Phase.STOPPED) {
            // A call that is under way may wait for this one, and the restart waits for that call.
            request.headers().set(RELOADED, "true");
            call.next();
        } else if (isReloading() || !scanning.compareAndSet(null, call)) {
            hold(call);
        } else {
            // For an answer of Quarkus' handler itself, such as a page about sources that do not compile.
            call.addEndHandler(end -> scanning.compareAndSet(call, null));
            call.next();
        }
    }

    private void afterTheScan(RoutingContext call) {
        scanning.compareAndSet(call, null);
        HttpServerResponse response = call.response();
        admitted.add(response);
        if (phase == Phase.STOPPED) {
            admitted.remove(response);
            hold(call);
            return;
        }
        call.addEndHandler(end -> admitted.remove(response));
        call.next();
    }

    /** The service itself calls the stand-in's Backend API with its secret key, or the one of a machine. */
    private static boolean isOfBackend(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null
                && (authorization.startsWith("Bearer sk_") || authorization.startsWith("Bearer ak_"))
                && request.path().contains("/dev-clerk/");
    }

    private boolean isReloading() {
        return phase != Phase.RUNNING || DevConsoleManager.isDoingHttpInitiatedReload();
    }

    private void hold(RoutingContext call) {
        HttpServerRequest request = call.request();
        request.headers().remove(RELOADED);
        if (request.version() != HttpVersion.HTTP_2) {
            HeldConnection.hold(request.connection());
        }
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        poll(call, call.vertx().getOrCreateContext(), end, 0);
    }

    private void poll(RoutingContext call, Context context, long end, int polls) {
        // The bean of Vert.x is a proxy, which the stopped application does not serve.
        call.vertx()
                .setTimer(
                        POLL_MILLIS,
                        timer -> context.runOnContext(now -> {
                            HttpServerResponse response = call.response();
                            if (response.closed() || response.ended()) {
                                return;
                            }
                            if (polls >= POLLS_AFTER_THE_RELOAD) {
                                VertxHttpRecorder.getRootHandler().handle(call.request());
                            } else if (System.nanoTime() - end > 0) {
                                response.setStatusCode(503)
                                        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                                        .putHeader(HttpHeaders.RETRY_AFTER, "1")
                                        .end(tooLate);
                            } else {
                                poll(call, context, end, canGoOn() ? polls + 1 : 0);
                            }
                        }));
    }

    private void rememberState() {
        if (ownState == null) {
            ownState = VertxHttpRecorder.getCurrentApplicationState();
        }
    }

    private boolean canGoOn() {
        if (DevConsoleManager.isDoingHttpInitiatedReload()) {
            return false;
        }
        Object state = VertxHttpRecorder.getCurrentApplicationState();
        // An application whose start failed answers with an error page, and is replaced without a ShutdownEvent.
        boolean replaced = state != null && state != ownState;
        return replaced || phase == Phase.RUNNING && scanning.get() == null;
    }

    /** First of all that observe the event: what the calls need is still there. */
    void drain(@Observes @Priority(1) ShutdownEvent shutdown) {
        rememberState();
        phase = Phase.DRAINING;
        long end = System.nanoTime() + MAX_DRAIN.toNanos();
        awaitAdmitted(end);
        phase = Phase.STOPPED;
        // A call may have been admitted just before.
        awaitAdmitted(end);
    }

    /** Blocks Quarkus' worker that restarts the application, and no event loop. */
    private void awaitAdmitted(long end) {
        while (admitted.stream().anyMatch(ReloadGate::isWithoutHead)) {
            if (System.nanoTime() - end > 0) {
                LOG.warnf("event=reload_interrupts_calls waited_seconds=%d", MAX_DRAIN.toSeconds());
                return;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A stream has no end; its client opens it anew. */
    private static boolean isWithoutHead(HttpServerResponse response) {
        return !response.headWritten() && !response.ended() && !response.closed();
    }
}
