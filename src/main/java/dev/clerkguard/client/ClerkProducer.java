package dev.clerkguard.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import dev.clerkguard.clerk.BackendClient;
import dev.clerkguard.clerk.ResourceApi;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.user.UserCache;

/** Produces the injectable client. */
@ApplicationScoped
class ClerkProducer {
    @Produces
    @Singleton
    Clerk clerk(@RestClient ResourceApi api, BackendClient backend, UserCache users, RevocationList revocations) {
        ClerkCalls calls = new ClerkCalls(backend);
        return new Clerk(
                new Users(calls, api, users, revocations),
                new Organizations(calls, api),
                new Memberships(calls, api),
                new Sessions(calls, api, revocations),
                new Invitations(calls, api));
    }
}
