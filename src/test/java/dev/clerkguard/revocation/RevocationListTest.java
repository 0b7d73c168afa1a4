package dev.clerkguard.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsSession;
import dev.clerkguard.session.ClaimsText;
import dev.clerkguard.session.Session;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

class RevocationListTest {
    private static final Instant NOW = MovableClock.START;

    private final MovableClock clock = new MovableClock();
    private final List<String> published = new ArrayList<>();
    private final List<Revocation> told = new ArrayList<>();
    private final RevocationPublisher publisher = new RevocationPublisher() {
        @Override
        public CompletionStage<Void> publish(Revocation revocation) {
            published.add("revoked " + revocation.id());
            told.add(revocation);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> publishUnban(String userId, Instant at, Instant until) {
            published.add("unbanned " + userId);
            return CompletableFuture.completedFuture(null);
        }
    };
    private final RevocationList revocations = revocations(Map.of());

    @Test
    void emptyList_refusesNoToken() {
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void revokedId_refusesTokensWithThatIdOnly() {
        revocations.revokeAll("sess_1", Reason.SESSION_REVOKED);
        revocations.revokeAll("user_2", Reason.USER_BANNED);
        revocations.revokeAll("org_3", Reason.TOKEN_OUTDATED);
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason(session("sess_1", "user_1", "org_1", NOW)));
        assertEquals(Optional.of(Reason.USER_BANNED), reason(session("sess_2", "user_2", "org_1", NOW)));
        assertEquals(Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_3", "user_3", "org_3", NOW)));
        assertEquals(Optional.empty(), reason(session("sess_4", "user_4", "org_4", NOW)));
    }

    @Test
    void tokenIssuedAfterTheRevocation_isAccepted() {
        revocations.revokeIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW);
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_1", "org_1", NOW.minusSeconds(1))));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void tokenWithoutIssueTime_isRefusedAsOlder() {
        revocations.revokeIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW.minusSeconds(1000));
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_1", "org_1", Optional.empty())));
    }

    @Test
    void revocation_endsWhenTheLastTokenHasExpired() {
        revocations.revokeAll("sess_1", Reason.SESSION_REVOKED);
        // By Clerk's clock it was issued up to 5 s later than now, and it is accepted for 5 s after it expired.
        clock.set(NOW.plus(Duration.ofHours(1)).plusSeconds(10).minusMillis(1));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason(session("sess_1", "user_1", "org_1", NOW)));
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
        assertEquals(List.of(), List.copyOf(revocations.current()));
    }

    @Test
    void narrowerRevocation_doesNotWeakenAWiderOne() {
        revocations.revokeAll("user_1", Reason.USER_BANNED);
        revocations.revokeIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW.minusSeconds(10));
        assertEquals(Optional.of(Reason.USER_BANNED), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void unbannedUser_isAcceptedWithANewTokenOnly() {
        revocations.revokeAll("user_1", Reason.USER_BANNED);
        clock.advance(Duration.ofSeconds(30));
        revocations.unban("user_1");
        assertEquals(Optional.empty(), reason(session("sess_2", "user_1", "org_1", NOW.plusSeconds(30))));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void unbanOfAUserWhoIsNotBanned_hasNoEffect() {
        revocations.revokeAll("user_1", Reason.USER_NOT_FOUND);
        revocations.unban("user_1");
        revocations.unban("user_2");
        assertEquals(Optional.of(Reason.USER_NOT_FOUND), reason(session("sess_1", "user_1", "org_1", NOW)));
        assertEquals(List.of("revoked user_1"), published);
    }

    @Test
    void localRevocation_isPublishedAndARemoteOneIsNot() {
        revocations.revokeAll("user_1", Reason.USER_BANNED);
        revocations.unban("user_1");
        revocations.applyRemote(new Revocation("sess_1", Reason.SESSION_REVOKED, Instant.MAX, NOW.plusSeconds(1)));
        assertEquals(List.of("revoked user_1", "unbanned user_1"), published);
    }

    @Test
    void publishedRevocation_includesWhatWasRevokedBefore() {
        revocations.revokeIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW);
        revocations.revokeIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW.minusSeconds(10));
        revocations.revokeAll("user_1", Reason.USER_NOT_FOUND);
        revocations.revokeIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW);
        assertEquals(
                List.of(NOW, NOW, Instant.MAX, Instant.MAX),
                told.stream().map(Revocation::issuedBefore).toList());
        assertEquals(Reason.USER_NOT_FOUND, told.get(3).reason());
    }

    @Test
    void liftedBan_leavesOtherRevocationsOfTheUser() {
        revocations.revokeAll("user_1", Reason.USER_NOT_FOUND);
        revocations.revokeAll("user_1", Reason.USER_BANNED);
        revocations.unban("user_1");
        assertEquals(
                Optional.of(Reason.USER_NOT_FOUND), reason(session("sess_1", "user_1", "org_1", NOW.plusSeconds(9))));
        revocations.revokeIssuedBefore("user_2", Reason.TOKEN_OUTDATED, NOW.plusSeconds(8));
        revocations.revokeAll("user_2", Reason.USER_BANNED);
        revocations.unban("user_2");
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_2", "org_1", NOW.plusSeconds(7))));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_2", "org_1", NOW.plusSeconds(8))));
    }

    @Test
    void remoteUnbanOfASession_liftsNothing() {
        revocations.revokeAll("sess_1", Reason.USER_BANNED);
        revocations.applyRemoteUnban("sess_1", NOW, NOW.plusSeconds(60));
        assertEquals(Optional.of(Reason.USER_BANNED), reason(session("sess_1", "user_1", "org_1", NOW.plusSeconds(9))));
    }

    @Test
    void remoteRevocation_lastsNoLongerThanALocalOne() {
        revocations.applyRemote(
                new Revocation("sess_1", Reason.SESSION_REVOKED, Instant.MAX, NOW.plus(Duration.ofDays(999))));
        clock.advance(Duration.ofHours(1).plusSeconds(10));
        assertEquals(List.of(), List.copyOf(revocations.current()));
    }

    @Test
    void revocationForEveryone_refusesTokensIssuedBefore() {
        revocations.revokeIssuedBefore(RevocationList.EVERYONE, Reason.TOKEN_OUTDATED, NOW);
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_1", "org_1", NOW.minusSeconds(1))));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void expiredRevocation_freesItsPlace() {
        RevocationList small = revocations(Map.of("clerk.denials.max-entries", "2"));
        small.revokeAll("sess_1", Reason.SESSION_REVOKED);
        small.revokeAll("sess_2", Reason.SESSION_REVOKED);
        clock.advance(Duration.ofHours(2));
        small.revokeAll("sess_3", Reason.SESSION_REVOKED);
        assertEquals(1, small.size());
        assertEquals(Optional.empty(), reason(small, session("sess_4", "user_4", "org_4", NOW)));
    }

    @Test
    void fullList_refusesAllTokensIssuedUntilNow() {
        RevocationList small = revocations(Map.of("clerk.denials.max-entries", "2"));
        for (int i = 0; i < 3; i++) {
            small.revokeAll("sess_" + i, Reason.SESSION_REVOKED);
        }
        assertEquals(1, small.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    Optional.of(Reason.SESSION_REVOKED),
                    reason(small, session("sess_" + i, "user_1", "org_1", NOW.plusSeconds(4))));
        }
        assertEquals(Optional.empty(), reason(small, session("sess_3", "user_1", "org_1", NOW.plusSeconds(5))));
    }

    @Test
    void revocation_isLoggedWithoutIds() {
        RevocationList small = revocations(Map.of("clerk.denials.max-entries", "3"));
        try (LogLines log = LogLines.of(RevocationList.class)) {
            small.revokeAll("sess_1", Reason.SESSION_REVOKED);
            small.revokeAll("user_1", Reason.USER_BANNED);
            small.unban("user_1");
            small.unban("user_2");
            small.revokeAll("user_1", Reason.USER_NOT_FOUND);
            small.revokeIssuedBefore("org_1", Reason.TOKEN_OUTDATED, NOW);
            small.revokeIssuedBefore(RevocationList.EVERYONE, Reason.TOKEN_OUTDATED, NOW);
            assertEquals(
                    List.of(
                            "INFO event=revoked kind=session reason=session-revoked",
                            "INFO event=revoked kind=user reason=user-banned",
                            "INFO event=unbanned kind=user",
                            "INFO event=revoked kind=user reason=user-not-found",
                            "INFO event=revoked kind=organization reason=token-outdated",
                            "INFO event=revoked kind=everyone reason=token-outdated",
                            "WARN event=revocation_list_full max=3 all_tokens_until_now_revoked=true"),
                    log.all());
        }
        assertEquals(1, small.overflows());
    }

    @Test
    void remoteRevocation_isNotLogged() {
        try (LogLines log = LogLines.of(RevocationList.class)) {
            revocations.applyRemote(new Revocation("sess_1", Reason.SESSION_REVOKED, Instant.MAX, NOW.plusSeconds(60)));
            assertEquals(List.of(), log.all());
        }
    }

    private RevocationList revocations(Map<String, String> settings) {
        return new RevocationList(
                Settings.of(RevocationConfig.class, settings), Duration.ofSeconds(5), publisher, clock);
    }

    private Optional<Reason> reason(Session session) {
        return reason(revocations, session);
    }

    private static Optional<Reason> reason(RevocationList revocations, Session session) {
        return revocations.refusal(session).map(RefusedException::reason);
    }

    private static Session session(String id, String user, String organization, Instant issuedAt) {
        return session(id, user, organization, Optional.of(issuedAt));
    }

    private static Session session(String id, String user, String organization, Optional<Instant> issuedAt) {
        return new ClaimsSession(
                user,
                id,
                Optional.of("active"),
                Optional.empty(),
                Optional.of(new Session.Organization(organization, Optional.empty(), Optional.empty(), List.of())),
                Optional.empty(),
                List.of(),
                List.of(),
                issuedAt,
                NOW.plusSeconds(60),
                ClaimsText.of("{}"));
    }
}
