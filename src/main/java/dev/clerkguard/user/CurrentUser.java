package dev.clerkguard.user;

import java.util.Optional;
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
 * The Clerk user of the current request. Inject it into a resource. Each call refers to the current request. The user comes
 * from the cache in most cases; {@link Session} has the claims of the token.
 */
@ApplicationScoped
public class CurrentUser {
    private final CurrentIdentityAssociation identities;
    private final UserCache users;

    CurrentUser(CurrentIdentityAssociation identities, UserCache users) {
        this.identities = identities;
        this.users = users;
    }

    /** The user, for a resource method that returns a {@code Uni}. Fails with {@link RefusedException}. */
    public Uni<User> get() {
        return identities.getDeferredIdentity().flatMap(identity -> find(identity, UserSnapshot::user));
    }

    /**
     * The user, for a resource method that runs on a worker thread.
     *
     * @throws RefusedException when the user does not exist any more, or Clerk gives no answer
     * @throws IllegalStateException on the event loop, which must not block
     */
    public User await() {
        return get().await().indefinitely();
    }

    /**
     * Applies a function to the user, the JSON and the age of the cached data, for a caller that is authenticated already.
     */
    public <T> Uni<T> find(SecurityIdentity identity, Function<UserSnapshot, T> use) {
        return users.find(userId(identity), known -> use.apply(unlessBanned(known)));
    }

    /** The same, where no call of the Backend API is due and the user is not refused; otherwise empty. Never waits. */
    public Optional<UserSnapshot> fresh(SecurityIdentity identity) {
        return users.fresh(userId(identity))
                .filter(known -> !known.user().flags().banned());
    }

    private static String userId(SecurityIdentity identity) {
        return SessionIdentity.require(Optional.of(identity).filter(known -> !known.isAnonymous()))
                .userId();
    }

    /** Clerk issues no tokens for a banned user, but a token issued before the ban is valid until it expires. */
    private static UserSnapshot unlessBanned(UserSnapshot known) {
        if (known.user().flags().banned()) {
            throw new RefusedException(Reason.USER_BANNED, "The user is banned.");
        }
        return known;
    }
}
