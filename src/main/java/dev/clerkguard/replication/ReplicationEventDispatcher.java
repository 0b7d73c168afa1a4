package dev.clerkguard.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes each event to the handler of its type. */
final class ReplicationEventDispatcher implements ReplicationTransport.Listener {
    private final List<ReplicationEventHandler> handlers;
    private final Map<String, ReplicationEventHandler> byType = new HashMap<>();
    private final ReplicationTraffic traffic;

    /** @throws IllegalStateException when two handlers have the same type */
    ReplicationEventDispatcher(List<ReplicationEventHandler> handlers, ReplicationTraffic traffic) {
        this.handlers = List.copyOf(handlers);
        this.traffic = traffic;
        for (ReplicationEventHandler handler : handlers) {
            for (String type : handler.types()) {
                if (byType.put(type, handler) != null) {
                    throw new IllegalStateException("Two handlers of the replication event " + type);
                }
            }
        }
    }

    /** An unknown type is no error: replicas of two versions run side by side during a roll-out. */
    @Override
    public void receive(String text) {
        Optional<ReplicationEvent> event =
                ReplicationEvent.read(text).filter(known -> byType.containsKey(known.type()));
        event.ifPresentOrElse(
                known -> byType.get(known.type()).apply(known), () -> traffic.rejected(RejectedMessage.NOT_UNDERSTOOD));
    }

    @Override
    public void messagesMissed() {
        handlers.forEach(ReplicationEventHandler::eventsMissed);
    }

    @Override
    public Collection<Message> knownMessages() {
        Collection<Message> messages = new ArrayList<>();
        handlers.forEach(handler -> messages.addAll(handler.knownMessages()));
        return messages;
    }
}
