package dev.clerkguard.user;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import dev.clerkguard.clerk.BackendApi;
import dev.clerkguard.clerk.BackendClient;

/** Produces the cache of users. */
@ApplicationScoped
class UserProducer {
    @Produces
    @Singleton
    UserCache users(@RestClient BackendApi api, BackendClient backend, UserCacheConfig users, Clock clock) {
        return new UserCache(new BackendUserLookup(api, backend), users, clock);
    }
}
