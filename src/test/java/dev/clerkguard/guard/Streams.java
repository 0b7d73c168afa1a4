package dev.clerkguard.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

import io.quarkus.vertx.web.Route;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;

/** Answers that have no end of their own. */
class Streams {
    static final AtomicInteger PRODUCERS = new AtomicInteger();

    private static Multi<String> ticks() {
        return Multi.createFrom()
                .ticks()
                .every(Duration.ofMillis(50))
                .onOverflow()
                .drop()
                .map(String::valueOf);
    }

    private static Multi<String> endless() {
        return ticks().onSubscription()
                .invoke(PRODUCERS::incrementAndGet)
                .onTermination()
                .invoke(PRODUCERS::decrementAndGet);
    }

    @Path("/other/streams")
    public static class Resource {
        @GET
        @Path("/events")
        @Produces(MediaType.SERVER_SENT_EVENTS)
        public Multi<String> events() {
            return endless();
        }

        @GET
        @Path("/json")
        @Produces("application/x-ndjson")
        public Multi<String> json() {
            return endless();
        }

        /** On the event loop, as the ticks are: Quarkus REST writes the head after the return, before the first tick. */
        @GET
        @Path("/sink")
        @Produces(MediaType.SERVER_SENT_EVENTS)
        @NonBlocking
        public void sink(SseEventSink sink, Sse sse) {
            ticks().select().first(text -> !sink.isClosed()).subscribe().with(text -> sink.send(sse.newEvent(text)));
        }
    }

    static class Routes {
        @Route(path = "/other/streams/route", produces = "text/event-stream")
        Multi<String> route() {
            return endless();
        }
    }
}
