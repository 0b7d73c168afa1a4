package dev.clerkguard.guard;

import java.util.Optional;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ResourceResponseFilterHandler;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets a request filter send the answer itself, on the event loop, without the steps of Quarkus REST that make a response
 * of a result or of an exception. They cost more than the answer. Only for a GET without a body, where no response filter
 * has a part in it.
 */
public final class EarlyAnswer {
    private static final ServerRestHandler[] NOTHING_MORE = {};

    private final ResteasyReactiveRequestContext rest;

    private EarlyAnswer(ResteasyReactiveRequestContext rest) {
        this.rest = rest;
    }

    /** Empty when Quarkus REST has to make the response. */
    public static Optional<EarlyAnswer> of(RoutingContext routing) {
        ResteasyReactiveRequestContext rest = CurrentRequestManager.get();
        return rest == null || !isBareGet(routing) || isFiltered(rest)
                ? Optional.empty()
                : Optional.of(new EarlyAnswer(rest));
    }

    /** To be called when the response was ended: the rest of this chain is left out, and the request's scope closed. */
    public void sent() {
        rest.restart(NOTHING_MORE, true);
    }

    private static boolean isBareGet(RoutingContext routing) {
        MultiMap headers = routing.request().headers();
        return routing.request().method() == HttpMethod.GET
                && !headers.contains(HttpHeaders.CONTENT_LENGTH)
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isFiltered(ResteasyReactiveRequestContext rest) {
        for (ServerRestHandler handler : rest.getAbortHandlerChain()) {
            if (handler instanceof ResourceResponseFilterHandler) {
                return true;
            }
        }
        return false;
    }
}
