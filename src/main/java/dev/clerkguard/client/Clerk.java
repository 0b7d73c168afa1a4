package dev.clerkguard.client;

/**
 * The client of Clerk's Backend API for resources. Inject it. Each call has the time-out, the limits and the circuit breaker of
 * the service's own calls ({@code clerk.backend.*}), and fails with a {@link dev.clerkguard.problem.RefusedException}, which is
 * a 503, when Clerk cannot answer, and with a {@link dev.clerkguard.clerk.ClerkRequestException} when Clerk rejects it. No call
 * blocks: return the {@code Uni}, or wait for it on a worker thread with {@code await().indefinitely()}.
 *
 * <p>Nothing is cached. {@link dev.clerkguard.user.CurrentUser} has the user of the request from memory.
 */
public record Clerk(
        Users users,
        Organizations organizations,
        Memberships memberships,
        Sessions sessions,
        Invitations invitations) {}
