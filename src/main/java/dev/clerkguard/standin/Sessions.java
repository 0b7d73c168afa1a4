package dev.clerkguard.standin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All sessions since the start. Each sign-in in a browser makes one. {@code GET /dev-clerk/token} uses one per user,
 * with a fixed id, so that its tokens work across restarts; when that one is over, the next token makes another.
 */
final class Sessions {
    private final Store<BrowserSession> store = new Store<>(BrowserSession::id);

    /** The session that {@code GET /dev-clerk/token} uses for this user. */
    synchronized BrowserSession current(User user) {
        for (int number = 1; ; number++) {
            String id = "sess_" + user.name() + "_" + number;
            BrowserSession session = store.find(id)
                    .orElseGet(() -> store.put(BrowserSession.start(id, user.id(), Optional.empty(), false)));
            if (session.active()) {
                return session;
            }
        }
    }

    BrowserSession add(BrowserSession session) {
        return store.put(session);
    }

    Optional<BrowserSession> find(String id) {
        return store.find(id);
    }

    List<BrowserSession> all() {
        return store.all();
    }

    List<BrowserSession> of(User user) {
        return store.select(session -> session.userId().equals(user.id()));
    }

    List<BrowserSession> activeIn(String clientId) {
        return store.select(session ->
                session.active() && session.clientId().filter(clientId::equals).isPresent());
    }

    Optional<BrowserSession> change(String id, UnaryOperator<BrowserSession> change) {
        return store.change(id, change);
    }

    /** Returns the session when it was active until now. */
    synchronized Optional<BrowserSession> end(String id, String status) {
        return find(id).filter(BrowserSession::active)
                .flatMap(session -> store.change(id, active -> active.ended(status)));
    }

    void restore(Collection<BrowserSession> sessions) {
        store.restore(sessions);
    }
}
