package dev.clerkguard.standin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The browsers that called the Frontend API. */
final class Clients {
    private final Store<BrowserClient> store = new Store<>(BrowserClient::id);

    List<BrowserClient> all() {
        return store.all();
    }

    BrowserClient save(BrowserClient client) {
        return store.put(client);
    }

    Optional<BrowserClient> find(String id) {
        return store.find(id);
    }

    void restore(Collection<BrowserClient> clients) {
        store.restore(clients);
    }
}
