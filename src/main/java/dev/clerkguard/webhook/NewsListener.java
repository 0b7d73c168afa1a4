package dev.clerkguard.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.clerkguard.clerk.Users;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.replica.Message;
import dev.clerkguard.replica.Replicas;
import dev.clerkguard.session.Denial;
import dev.clerkguard.session.Denials;

/** Does here what another replica was told. */
final class NewsListener implements Replicas.Listener {
    private static final Logger LOG = Logger.getLogger(NewsListener.class);

    private final Users users;
    private final Denials denials;
    private final Newest newest;
    private final Announcements announcements;

    NewsListener(Users users, Denials denials, Newest newest, Announcements announcements) {
        this.users = users;
        this.denials = denials;
        this.newest = newest;
        this.announcements = announcements;
    }

    @Override
    public void heard(String text) {
        // Not what it says: whoever else writes to this Redis may write anything.
        News.read(text)
                .ifPresentOrElse(this::apply, () -> LOG.warn("event=replicas state=connected news=not-understood"));
    }

    private void apply(News news) {
        if (news instanceof News.Denied denied) {
            boolean current =
                    ifNothingNewer(denied.denial().id(), denied.state(), () -> denials.learn(denied.denial()));
            // A ban may have been lifted since; that a session is over, or a user deleted, stays so.
            if (!current && denied.denial().reason() != Reason.USER_BANNED) {
                denials.learn(denied.denial());
            }
        } else if (news instanceof News.Unbanned unbanned) {
            ifNothingNewer(unbanned.userId(), unbanned.state(), () -> lift(unbanned));
        } else if (news instanceof News.Forgotten forgotten) {
            forgotten.state().ifPresent(state -> newest.accept(forgotten.userId(), state));
            users.forget(forgotten.userId());
        }
    }

    private void lift(News.Unbanned unbanned) {
        denials.learnUnbanned(unbanned.userId(), unbanned.at());
        // A replica that did not know of the ban: tokens from before it are as dead as elsewhere.
        denials.learn(new Denial(unbanned.userId(), Reason.SESSION_REVOKED, unbanned.at(), unbanned.until()));
    }

    /** Replicas hear of things in another order than they happened. Returns whether it was done. */
    private boolean ifNothingNewer(String id, Optional<Instant> state, Runnable change) {
        Supplier<Boolean> done = () -> {
            change.run();
            return true;
        };
        return state.map(given -> newest.ifNothingNewer(id, given, done).isPresent())
                .orElseGet(done);
    }

    @Override
    public void missedSome() {
        users.forgetAll();
    }

    @Override
    public Collection<Message> known() {
        return denials.current().stream().map(announcements::message).toList();
    }
}
