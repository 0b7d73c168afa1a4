package dev.clerkguard.standin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Resources of one kind, by id, in the order of their creation. Safe for several threads. */
final class Store<T> {
    private final Function<T, String> id;
    private final Map<String, T> byId = new LinkedHashMap<>();

    Store(Function<T, String> id) {
        this.id = id;
    }

    /** Takes the place of a resource with the same id. */
    synchronized T put(T resource) {
        byId.put(id.apply(resource), resource);
        return resource;
    }

    synchronized Optional<T> find(String which) {
        return Optional.ofNullable(byId.get(which));
    }

    synchronized List<T> all() {
        return List.copyOf(byId.values());
    }

    List<T> select(Predicate<T> condition) {
        return all().stream().filter(condition).toList();
    }

    Optional<T> first(Predicate<T> condition) {
        return all().stream().filter(condition).findFirst();
    }

    /** @param change returns a changed copy with the same id */
    synchronized Optional<T> change(String which, UnaryOperator<T> change) {
        return Optional.ofNullable(byId.computeIfPresent(which, (key, old) -> change.apply(old)));
    }

    synchronized Optional<T> remove(String which) {
        return Optional.ofNullable(byId.remove(which));
    }

    synchronized void restore(Collection<T> resources) {
        byId.clear();
        resources.forEach(this::put);
    }
}
