package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.clerk.User;
import dev.clerkguard.clerk.Users;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denials;

/** A user was changed, banned or deleted: the next request sees it. */
final class UserEffects {
    private final Users users;
    private final Denials denials;
    private final Newest newest;
    private final Announcements others;

    UserEffects(Users users, Denials denials, Newest newest, Announcements others) {
        this.users = users;
        this.denials = denials;
        this.newest = newest;
        this.others = others;
    }

    Map<String, Effect> byType() {
        return Map.of("user.created", this::changed, "user.updated", this::changed, "user.deleted", this::deleted);
    }

    private CompletionStage<Outcome> changed(ClerkEvent event) {
        return newest.ifNothingNewer(event.id(), event.state(), () -> change(event.id(), event))
                .orElseGet(() -> CompletableFuture.completedFuture(Outcome.OUTDATED));
    }

    private CompletionStage<Outcome> change(String id, ClerkEvent event) {
        User user = users.put(event.data()).orElseThrow(() -> ClerkEvent.malformed("The data is no user."));
        CompletionStage<Void> denied =
                user.flags().banned() ? denials.denyAll(id, Reason.USER_BANNED) : denials.unban(id);
        // The others read the user themselves: nobody's data goes through Redis.
        return denied.thenCombine(others.forget(id), (one, other) -> Outcome.DONE);
    }

    private CompletionStage<Outcome> deleted(ClerkEvent event) {
        return newest.ifNothingNewer(event.id(), Newest.FINAL, () -> delete(event.id()))
                .orElseThrow();
    }

    private CompletionStage<Outcome> delete(String id) {
        CompletionStage<Void> denied = denials.denyAll(id, Reason.USER_NOT_FOUND);
        users.forget(id);
        return denied.thenCombine(others.forget(id), (one, other) -> Outcome.DONE);
    }
}
