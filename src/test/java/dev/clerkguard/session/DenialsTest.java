package dev.clerkguard.session;

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
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

class DenialsTest {
    private static final Instant NOW = MovableClock.START;

    private final MovableClock clock = new MovableClock();
    private final List<String> announced = new ArrayList<>();
    private final List<Denial> told = new ArrayList<>();
    private final DenialAnnouncer announcer = new DenialAnnouncer() {
        @Override
        public CompletionStage<Void> denied(Denial denial) {
            announced.add("denied " + denial.id());
            told.add(denial);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> unbanned(String userId, Instant at, Instant until) {
            announced.add("unbanned " + userId);
            return CompletableFuture.completedFuture(null);
        }
    };
    private final Denials denials = denials(Map.of());

    @Test
    void nobodyIsDeniedAtFirst() {
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void aSessionAUserAndAnOrganisationAreDeniedEachByItsId() {
        denials.denyAll("sess_1", Reason.SESSION_REVOKED);
        denials.denyAll("user_2", Reason.USER_BANNED);
        denials.denyAll("org_3", Reason.TOKEN_OUTDATED);
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason(session("sess_1", "user_1", "org_1", NOW)));
        assertEquals(Optional.of(Reason.USER_BANNED), reason(session("sess_2", "user_2", "org_1", NOW)));
        assertEquals(Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_3", "user_3", "org_3", NOW)));
        assertEquals(Optional.empty(), reason(session("sess_4", "user_4", "org_4", NOW)));
    }

    @Test
    void tokensIssuedSinceTheInstantPass() {
        denials.denyIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW);
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_1", "org_1", NOW.minusSeconds(1))));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void aTokenThatDoesNotSayWhenItWasIssuedIsTakenForAnOldOne() {
        denials.denyIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW.minusSeconds(1000));
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_1", "org_1", Optional.empty())));
    }

    @Test
    void aDenialEndsWhenTheLastTokenHasExpired() {
        denials.denyAll("sess_1", Reason.SESSION_REVOKED);
        // By Clerk's clock it was issued up to 5 s later than now, and it is accepted for 5 s after it expired.
        clock.set(NOW.plus(Duration.ofHours(1)).plusSeconds(10).minusMillis(1));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason(session("sess_1", "user_1", "org_1", NOW)));
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
        assertEquals(List.of(), List.copyOf(denials.current()));
    }

    @Test
    void aNarrowerDenialDoesNotWeakenAWiderOne() {
        denials.denyAll("user_1", Reason.USER_BANNED);
        denials.denyIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW.minusSeconds(10));
        assertEquals(Optional.of(Reason.USER_BANNED), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void aUserWhoIsNoLongerBannedPassesWithANewTokenOnly() {
        denials.denyAll("user_1", Reason.USER_BANNED);
        clock.advance(Duration.ofSeconds(30));
        denials.unban("user_1");
        assertEquals(Optional.empty(), reason(session("sess_2", "user_1", "org_1", NOW.plusSeconds(30))));
        assertEquals(Optional.of(Reason.SESSION_REVOKED), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void whoWasNotBannedCannotBeUnbanned() {
        denials.denyAll("user_1", Reason.USER_NOT_FOUND);
        denials.unban("user_1");
        denials.unban("user_2");
        assertEquals(Optional.of(Reason.USER_NOT_FOUND), reason(session("sess_1", "user_1", "org_1", NOW)));
        assertEquals(List.of("denied user_1"), announced);
    }

    @Test
    void whatIsDeniedHereIsAnnouncedAndWhatIsLearntIsNot() {
        denials.denyAll("user_1", Reason.USER_BANNED);
        denials.unban("user_1");
        denials.learn(new Denial("sess_1", Reason.SESSION_REVOKED, Instant.MAX, NOW.plusSeconds(1)));
        assertEquals(List.of("denied user_1", "unbanned user_1"), announced);
    }

    @Test
    void othersAreToldAllThatIsDeniedAndNotOnlyTheOlderPartThatCameLast() {
        denials.denyIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW);
        denials.denyIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW.minusSeconds(10));
        denials.denyAll("user_1", Reason.USER_BANNED);
        denials.denyIssuedBefore("user_1", Reason.TOKEN_OUTDATED, NOW);
        assertEquals(
                List.of(NOW, NOW, Instant.MAX, Instant.MAX),
                told.stream().map(Denial::issuedBefore).toList());
        assertEquals(Reason.USER_BANNED, told.get(3).reason());
    }

    @Test
    void everybodysTokensCanBeDeniedUpToAnInstant() {
        denials.denyIssuedBefore(Denials.EVERYONE, Reason.TOKEN_OUTDATED, NOW);
        assertEquals(
                Optional.of(Reason.TOKEN_OUTDATED), reason(session("sess_1", "user_1", "org_1", NOW.minusSeconds(1))));
        assertEquals(Optional.empty(), reason(session("sess_1", "user_1", "org_1", NOW)));
    }

    @Test
    void whatExpiredMakesRoom() {
        Denials small = denials(Map.of("clerk.denials.maximum", "2"));
        small.denyAll("sess_1", Reason.SESSION_REVOKED);
        small.denyAll("sess_2", Reason.SESSION_REVOKED);
        clock.advance(Duration.ofHours(2));
        small.denyAll("sess_3", Reason.SESSION_REVOKED);
        assertEquals(1, small.size());
        assertEquals(Optional.empty(), reason(small, session("sess_4", "user_4", "org_4", NOW)));
    }

    @Test
    void whenThereIsNoRoomEveryTokenIssuedUntilNowIsRefusedAndLaterOnesPass() {
        Denials small = denials(Map.of("clerk.denials.maximum", "2"));
        for (int i = 0; i < 3; i++) {
            small.denyAll("sess_" + i, Reason.SESSION_REVOKED);
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
    void everyDenialIsOneLineThatNamesNobody() {
        Denials small = denials(Map.of("clerk.denials.maximum", "3"));
        try (LogLines log = LogLines.of(Denials.class)) {
            small.denyAll("sess_1", Reason.SESSION_REVOKED);
            small.denyAll("user_1", Reason.USER_BANNED);
            small.unban("user_1");
            small.unban("user_2");
            small.denyAll("user_1", Reason.USER_NOT_FOUND);
            small.denyIssuedBefore("org_1", Reason.TOKEN_OUTDATED, NOW);
            small.denyIssuedBefore(Denials.EVERYONE, Reason.TOKEN_OUTDATED, NOW);
            assertEquals(
                    List.of(
                            "INFO event=denied what=session reason=session-revoked",
                            "INFO event=denied what=user reason=user-banned",
                            "INFO event=unbanned what=user",
                            "INFO event=denied what=user reason=user-not-found",
                            "INFO event=denied what=organization reason=token-outdated",
                            "INFO event=denied what=everyone reason=token-outdated",
                            "WARN event=denials-full maximum=3 effect=all-tokens-until-now-refused"),
                    log.all());
        }
        assertEquals(1, small.timesFull());
    }

    @Test
    void whatAnotherReplicaDeniedWasSaidThere() {
        try (LogLines log = LogLines.of(Denials.class)) {
            denials.learn(new Denial("sess_1", Reason.SESSION_REVOKED, Instant.MAX, NOW.plusSeconds(60)));
            assertEquals(List.of(), log.all());
        }
    }

    private Denials denials(Map<String, String> settings) {
        return new Denials(
                Settings.of(DenialsConfig.class, settings),
                Settings.of(VerificationConfig.class, Map.of()),
                announcer,
                clock);
    }

    private Optional<Reason> reason(Session session) {
        return reason(denials, session);
    }

    private static Optional<Reason> reason(Denials denials, Session session) {
        return denials.refusal(session).map(RefusedException::reason);
    }

    private static Session session(String id, String user, String organization, Instant issuedAt) {
        return session(id, user, organization, Optional.of(issuedAt));
    }

    private static Session session(String id, String user, String organization, Optional<Instant> issuedAt) {
        return new TokenSession(
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
                "{}");
    }
}
