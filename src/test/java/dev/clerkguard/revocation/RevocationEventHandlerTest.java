package dev.clerkguard.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.replication.Message;
import dev.clerkguard.replication.ReplicationEvent;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

/** Events of other replicas arrive in any order, and again after each reconnection. */
class RevocationEventHandlerTest {
    private static final String USER = "user_1";
    private static final Instant NOW = MovableClock.START;
    private static final Instant LATER = NOW.plusMillis(1);
    private static final Instant UNTIL = NOW.plusSeconds(3600);

    private final LatestStates states = new LatestStates(100);
    private final RevocationList revocations = new RevocationList(
            Settings.of(RevocationConfig.class, Map.of()),
            Duration.ofSeconds(5),
            RevocationPublisher.NONE,
            new MovableClock());
    private final RevocationEventHandler handler = new RevocationEventHandler(revocations, states);

    @Test
    void banAndLiftedBan_areApplied() {
        apply(ban(NOW));
        assertEquals(List.of(Reason.USER_BANNED), reasons());
        apply(unban(USER, LATER));
        assertEquals(List.of(Reason.SESSION_REVOKED), reasons());
    }

    @Test
    void olderLiftedBan_doesNotEndANewerBan() {
        apply(ban(LATER));
        apply(unban(USER, NOW));
        assertEquals(List.of(Reason.USER_BANNED), reasons());
    }

    @Test
    void olderBan_doesNotComeBackAfterItWasLifted() {
        apply(ban(NOW));
        apply(unban(USER, LATER));
        apply(ban(NOW));
        assertEquals(List.of(Reason.SESSION_REVOKED), reasons());
    }

    @Test
    void banAndLiftedBan_changeNothingForADeletedUser() {
        apply(revocation(Reason.USER_NOT_FOUND, Instant.MAX, Optional.of(LatestStates.FINAL)));
        apply(ban(NOW));
        apply(unban(USER, LATER));
        assertEquals(List.of(Reason.USER_NOT_FOUND), reasons());
    }

    @Test
    void signOutEverywhere_appliesWithAnyKnownState() {
        states.accept(USER, LATER);
        apply(revocation(Reason.SESSION_REVOKED, NOW, Optional.of(NOW)));
        assertEquals(List.of(Reason.SESSION_REVOKED), reasons());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sess_1", "org_1", "*", "user_", "user_a b"})
    void liftedBanOfAnythingButAUser_isIgnored(String id) {
        apply(unban(id, LATER));
        assertEquals(List.of(), reasons());
    }

    @Test
    void idThatCannotBeRevoked_isIgnored() {
        apply(ReplicationEvent.of("revoked", "key_1").with("until", UNTIL));
        apply(ReplicationEvent.of("revoked", "user_" + "x".repeat(101)).with("until", UNTIL));
        assertEquals(List.of(), reasons());
    }

    @Test
    void timesThatContradictEachOther_areIgnored() {
        apply(ReplicationEvent.of("revoked", "*").with("until", NOW).with("issued_before", LATER));
        apply(ReplicationEvent.of("unbanned", USER).with("until", NOW).with("at", LATER));
        apply(ReplicationEvent.of("revoked", "*"));
        apply(ReplicationEvent.of("unbanned", USER).with("until", NOW));
        assertEquals(List.of(), reasons());
    }

    @Test
    void reasonOfALaterVersion_isARevocation() {
        apply(ReplicationEvent.of("revoked", "sess_1").with("until", UNTIL).with("reason", "A_LATER_REASON"));
        assertEquals(List.of(Reason.SESSION_REVOKED), reasons());
    }

    @Test
    void knownMessages_areWhatAnotherReplicaNeeds() {
        revocations.revokeIssuedBefore("org_1", Reason.TOKEN_OUTDATED, NOW);
        revocations.revokeAll(USER, Reason.USER_BANNED);
        states.accept(USER, NOW);
        RevocationList others = new RevocationList(
                Settings.of(RevocationConfig.class, Map.of()),
                Duration.ofSeconds(5),
                RevocationPublisher.NONE,
                new MovableClock());
        RevocationEventHandler other = new RevocationEventHandler(others, new LatestStates(100));
        handler.knownMessages().stream().map(Message::event).forEach(other::apply);
        assertEquals(List.copyOf(revocations.current()), List.copyOf(others.current()));
    }

    private static ReplicationEvent ban(Instant state) {
        return revocation(Reason.USER_BANNED, Instant.MAX, Optional.of(state));
    }

    private static ReplicationEvent revocation(Reason reason, Instant issuedBefore, Optional<Instant> state) {
        return RevocationEvents.message(new Revocation(USER, reason, issuedBefore, UNTIL), state)
                .event();
    }

    private static ReplicationEvent unban(String id, Instant state) {
        return RevocationEvents.message(new RevocationEvents.Unban(id, NOW, UNTIL), Optional.of(state))
                .event();
    }

    private void apply(ReplicationEvent event) {
        handler.apply(event);
    }

    /** The reason that is answered: the first of the one id that is revoked. */
    private List<Reason> reasons() {
        return revocations.current().stream().map(Revocation::reason).limit(1).toList();
    }
}
