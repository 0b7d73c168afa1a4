package dev.clerkguard.clerk;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/**
 * The user who makes the current request, as Clerk knows them. Inject it into a resource; each call means the request
 * that is being answered. The user comes from memory nearly always; what only the token says is in {@link Session}.
 */
@ApplicationScoped
public class CurrentUser {
    private final CurrentIdentityAssociation identities;
    private final Users users;

    CurrentUser(CurrentIdentityAssociation identities, Users users) {
        this.identities = identities;
        this.users = users;
    }

    /** The user, for a resource method that returns a {@code Uni}. Fails with {@link RefusedException}. */
    public Uni<User> get() {
        return identities.getDeferredIdentity().flatMap(identity -> find(identity, KnownUser::user));
    }

    /**
     * The user, for a resource method that runs on a worker thread.
     *
     * @throws RefusedException when there is no such user any more, or nobody can say now
     * @throws IllegalStateException on the event loop, which must not wait
     */
    public User await() {
        return get().await().indefinitely();
    }

    /**
     * What is made of the user and of the JSON and the age of what is known, where the guard has found out already who is
     * calling.
     */
    public <T> Uni<T> find(SecurityIdentity identity, Function<KnownUser, T> use) {
        return users.find(userId(identity), known -> use.apply(unlessBanned(known)));
    }

    private static String userId(SecurityIdentity identity) {
        return SessionIdentity.session(identity)
                .map(Session::userId)
                .orElseThrow(() -> new RefusedException(
                        Reason.SESSION_TOKEN_MISSING, "This request is not signed in, so it has no user."));
    }

    /** Clerk makes no tokens for a banned user; one that was made before has not expired yet. */
    private static KnownUser unlessBanned(KnownUser known) {
        if (known.user().flags().banned()) {
            throw new RefusedException(Reason.USER_BANNED, "The user is banned.");
        }
        return known;
    }
}
