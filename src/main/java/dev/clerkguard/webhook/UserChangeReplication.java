package dev.clerkguard.webhook;

import java.util.Set;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import dev.clerkguard.machine.MachineCredentialCache;
import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.replication.Message;
import dev.clerkguard.replication.ReplicationEvent;
import dev.clerkguard.replication.ReplicationEventHandler;
import dev.clerkguard.replication.ReplicationPublisher;
import dev.clerkguard.user.UserCache;

/**
 * Drops changed users, and the machine credentials of changed subjects, from the caches of all replicas. The event has the id
 * only: each replica asks Clerk when it needs the data.
 */
@Singleton
class UserChangeReplication implements ReplicationEventHandler {
    private static final String USER_CHANGED = "user_changed";

    private final UserCache users;
    private final MachineCredentialCache machines;
    private final LatestStates states;
    private final ReplicationPublisher replicas;

    UserChangeReplication(
            UserCache users, MachineCredentialCache machines, LatestStates states, ReplicationPublisher replicas) {
        this.users = users;
        this.machines = machines;
        this.states = states;
        this.replicas = replicas;
    }

    /**
     * Completes when the other replicas are sure to drop the subject. The caches of this replica are not changed.
     *
     * @param id of a user or an organization
     */
    CompletionStage<Void> publish(String id) {
        return replicas.publish(
                Message.transientEvent(ReplicationEvent.of(USER_CHANGED, id).with("state", states.of(id))));
    }

    @Override
    public Set<String> types() {
        return Set.of(USER_CHANGED);
    }

    @Override
    public void apply(ReplicationEvent event) {
        event.time("state").ifPresent(state -> states.accept(event.id(), state));
        users.forget(event.id());
        machines.forget(event.id());
    }

    @Override
    public void eventsMissed() {
        users.forgetAll();
        machines.forgetAll();
    }
}
