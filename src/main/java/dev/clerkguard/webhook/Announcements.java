package dev.clerkguard.webhook;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.replica.Message;
import dev.clerkguard.replica.Replicas;
import dev.clerkguard.session.Denial;
import dev.clerkguard.session.DenialAnnouncer;

/** Tells the other replicas what happened here. */
final class Announcements implements DenialAnnouncer {
    private final Replicas replicas;
    private final Newest newest;

    Announcements(Replicas replicas, Newest newest) {
        this.replicas = replicas;
        this.newest = newest;
    }

    @Override
    public CompletionStage<Void> denied(Denial denial) {
        return replicas.announce(message(denial));
    }

    @Override
    public CompletionStage<Void> unbanned(String userId, Instant at, Instant until) {
        // In the place of the ban: a replica that starts later must not learn of that any more.
        return replicas.announce(Message.kept(
                key(userId, Reason.USER_BANNED),
                until,
                News.write(new News.Unbanned(userId, at, until, newest.of(userId)))));
    }

    /** The user's data is not sent along: each replica reads it from Clerk when it needs it. */
    CompletionStage<Void> forget(String userId) {
        return replicas.announce(Message.passing(News.write(new News.Forgotten(userId, newest.of(userId)))));
    }

    Message message(Denial denial) {
        return Message.kept(
                key(denial.id(), denial.reason()),
                denial.until(),
                News.write(new News.Denied(denial, newest.of(denial.id()))));
    }

    private static String key(String id, Reason reason) {
        return id + ":" + reason.code();
    }
}
