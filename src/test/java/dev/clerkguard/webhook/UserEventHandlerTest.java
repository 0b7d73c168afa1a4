package dev.clerkguard.webhook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.Thread.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.machine.MachineCredentialCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.revocation.Revocation;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.user.UserCache;

/** Deliveries of one user that come at the same time, on two threads. */
@QuarkusTest
@ServiceTest
class UserEventHandlerTest {
    private static final Instant NOW = Instant.now();

    private final String userId = ClerkUsers.newId();

    @Inject
    UserCache users;

    @Inject
    MachineCredentialCache machines;

    @Inject
    RevocationList revocations;

    @Inject
    LatestStates states;

    @Inject
    UserChangeReplication replicas;

    @Test
    void banLiftedWhileItIsProcessed_doesNotStay() {
        EventHandler updated = new UserEventHandler(users, machines, revocations, states, replicas)
                .byType()
                .get("user.updated");
        updated.apply(event(user(true), NOW));
        Thread other = new Thread(() -> updated.apply(event(user(false), NOW.plusSeconds(2))));
        ObjectNode bannedAgain = new Watched(user(true), () -> {
            other.start();
            await().until(() -> List.of(State.BLOCKED, State.TERMINATED).contains(other.getState()));
        });
        updated.apply(event(bannedAgain, NOW.plusSeconds(1)));
        await().until(() -> other.getState() == State.TERMINATED);
        assertEquals(
                Optional.of(Reason.SESSION_REVOKED),
                revocations.current().stream()
                        .filter(revocation -> revocation.id().equals(userId))
                        .map(Revocation::reason)
                        .findFirst());
    }

    private ObjectNode user(boolean banned) {
        return JsonNodeFactory.instance.objectNode().put("id", userId).put("banned", banned);
    }

    private static ClerkEvent event(JsonNode data, Instant state) {
        return new ClerkEvent("user.updated", data, state, state);
    }

    /** Something else happens while it is read. */
    private static final class Watched extends ObjectNode {
        private static final long serialVersionUID = 1L;
        private final transient Runnable meanwhile;

        Watched(ObjectNode content, Runnable meanwhile) {
            super(JsonNodeFactory.instance);
            this.meanwhile = meanwhile;
            setAll(content);
        }

        @Override
        public JsonNode path(String name) {
            if (name.equals("last_name")) {
                meanwhile.run();
            }
            return super.path(name);
        }
    }
}
