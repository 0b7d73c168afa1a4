package dev.clerkguard.clerk;

import java.util.concurrent.Callable;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Makes the JSON mapper a second after the start, on a worker thread. On a cold JVM that takes tenths of a second, which
 * must delay neither the first answer of the service nor, on its event loop, the first answer of Clerk.
 */
@Singleton
class JsonMapperPreparation {
    static final long DELAY_MILLIS = 1000;

    void schedule(@Observes StartupEvent event, Vertx vertx, Instance<ObjectMapper> mapper) {
        schedule(vertx, mapper::get);
    }

    static void schedule(Vertx vertx, Callable<ObjectMapper> mapper) {
        vertx.setTimer(DELAY_MILLIS, timer -> vertx.executeBlocking(mapper, false));
    }
}
