package dev.clerkguard.standin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The users: those of the people file and those that were created since. */
final class Users {
    private final Store<User> store = new Store<>(User::id);

    List<User> all() {
        return store.all();
    }

    Optional<User> find(String id) {
        return store.find(id);
    }

    /** By what a user enters to sign in: an e-mail address or a user name. */
    Optional<User> byIdentifier(String identifier) {
        return store.first(user -> user.json().path("username").asText().equalsIgnoreCase(identifier)
                || user.emailAddresses().stream().anyMatch(identifier::equalsIgnoreCase));
    }

    /** By the short name, the id or an e-mail address. */
    Optional<User> named(String who) {
        return store.first(user -> user.name().equals(who)
                || user.id().equals(who)
                || user.emailAddresses().contains(who));
    }

    void add(User user) {
        store.put(user);
    }

    Optional<User> change(String id, Consumer<ObjectNode> change) {
        return store.change(id, user -> user.with(change));
    }

    Optional<User> changePassword(String id, Optional<String> password) {
        return store.change(id, user -> user.withPassword(password));
    }

    Optional<User> remove(String id) {
        return store.remove(id);
    }

    void restore(Collection<User> users) {
        store.restore(users);
    }
}
