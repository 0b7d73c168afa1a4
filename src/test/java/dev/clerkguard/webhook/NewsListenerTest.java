package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.clerk.Users;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denial;
import dev.clerkguard.session.Denials;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;

/** What replicas tell each other arrives in any order, and again after each reconnection. */
@QuarkusTest
@ServiceTest
class NewsListenerTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant LATER = NOW.plusMillis(1);
    private static final Instant UNTIL = NOW.plusSeconds(3600);

    private final String userId = ClerkUsers.newId();

    @Inject
    Users users;

    @Inject
    Denials denials;

    @Inject
    Newest newest;

    @Inject
    Announcements announcements;

    private NewsListener listener;

    @BeforeEach
    void listen() {
        listener = new NewsListener(users, denials, newest, announcements);
    }

    @Test
    void aBanIsTakenOver() {
        hear(banned(NOW));
        assertEquals(Optional.of(Reason.USER_BANNED), reason());
    }

    @Test
    void aLiftedBanIsTakenOver() {
        hear(banned(NOW));
        hear(unbanned(LATER));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason());
    }

    @Test
    void anOlderLiftingDoesNotEndANewerBan() {
        hear(banned(LATER));
        hear(unbanned(NOW));
        assertEquals(Optional.of(Reason.USER_BANNED), reason());
    }

    @Test
    void anOlderBanDoesNotComeBackAfterItWasLifted() {
        hear(banned(NOW));
        hear(unbanned(LATER));
        hear(banned(NOW));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason());
    }

    @Test
    void aBanAfterADeletionChangesNothing() {
        hear(new News.Denied(new Denial(userId, Reason.USER_NOT_FOUND, Instant.MAX, UNTIL), Optional.of(Newest.FINAL)));
        hear(banned(NOW));
        hear(unbanned(LATER));
        assertEquals(Optional.of(Reason.USER_NOT_FOUND), reason());
    }

    @Test
    void aSignOutEverywhereCountsWhateverStateOfTheUserIsKnown() {
        newest.accept(userId, LATER);
        hear(new News.Denied(new Denial(userId, Reason.SESSION_REVOKED, NOW, UNTIL), Optional.of(NOW)));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason());
    }

    @Test
    void aForgottenUsersOlderStateIsNotTakenAnyMore() {
        hear(new News.Forgotten(userId, Optional.of(LATER)));
        assertEquals(Optional.of(LATER), newest.of(userId));
    }

    @Test
    void garbageChangesNothing() {
        listener.heard("{\"news\":null,\"id\":\"" + userId + "\"}");
        listener.heard("{\"news\":\"denied\",\"id\":\"" + userId + "\"}");
        listener.heard("]");
        assertEquals(Optional.empty(), reason());
    }

    private News banned(Instant state) {
        return new News.Denied(new Denial(userId, Reason.USER_BANNED, Instant.MAX, UNTIL), Optional.of(state));
    }

    private News unbanned(Instant state) {
        return new News.Unbanned(userId, NOW, UNTIL, Optional.of(state));
    }

    private void hear(News news) {
        listener.heard(News.write(news));
    }

    private Optional<Reason> reason() {
        return denials.current().stream()
                .filter(denial -> denial.id().equals(userId))
                .map(Denial::reason)
                .findFirst();
    }
}
