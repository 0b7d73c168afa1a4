package dev.clerkguard.standin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The machines of the instance. Their secret keys and {@code scope_ids} are not part of their JSON. */
final class Machines {
    private static final String SECRET_KEY = "secret_key";
    /** The replaced secret keys, with the time in milliseconds until which each is accepted. */
    private static final String PREVIOUS = "previous_secret_keys";

    private static final String SCOPES = "scope_ids";
    private static final int DEFAULT_TTL_SECONDS = 3600;

    private final Store<ObjectNode> store;

    Machines(StandIn standIn) {
        this.store = standIn.resources("machine");
    }

    ObjectNode create(String name, ArrayNode scopedMachines, long ttlSeconds) {
        long now = System.currentTimeMillis();
        ObjectNode machine = JsonNodeFactory.instance
                .objectNode()
                .put("object", "machine")
                .put("id", Ids.create("mch_"))
                .put("name", name)
                .put("instance_id", "ins_dev")
                .put("default_token_ttl", ttlSeconds > 0 ? ttlSeconds : DEFAULT_TTL_SECONDS)
                .put("created_at", now)
                .put("updated_at", now)
                .put(SECRET_KEY, Ids.create("ak_"));
        machine.putArray(SCOPES).addAll(scopedMachines);
        return store.put(machine);
    }

    List<ObjectNode> all() {
        return store.all();
    }

    Optional<ObjectNode> find(String id) {
        return store.find(id);
    }

    /** The machine of this name, which is created where there is none. */
    ObjectNode named(String name) {
        return store.first(machine -> machine.path("name").asText().equals(name))
                .orElseGet(() -> create(name, JsonNodeFactory.instance.arrayNode(), 0));
    }

    Optional<ObjectNode> withSecretKey(String key) {
        return store.first(machine -> secretKey(machine).equals(key)
                || machine.path(PREVIOUS).path(key).asLong() > System.currentTimeMillis());
    }

    /**
     * Gives the machine another secret key.
     *
     * @param seconds how long the replaced key is still accepted
     */
    Optional<ObjectNode> rotate(String id, long seconds) {
        return store.change(
                id,
                known -> Revision.of(known, machine -> {
                    machine.withObject("/" + PREVIOUS)
                            .put(secretKey(known), System.currentTimeMillis() + seconds * 1000);
                    machine.put(SECRET_KEY, Ids.create("ak_"));
                }));
    }

    static String secretKey(ObjectNode machine) {
        return machine.path(SECRET_KEY).asText();
    }

    Optional<ObjectNode> update(String id, ObjectNode members) {
        return store.change(id, known -> {
            ObjectNode changed = known.deepCopy();
            changed.setAll(members);
            return changed.put("updated_at", System.currentTimeMillis());
        });
    }

    Optional<ObjectNode> remove(String id) {
        return store.remove(id);
    }

    /** The ids of the machines that a machine may call, which are the scopes of its tokens. */
    static Set<String> scopes(ObjectNode machine) {
        Set<String> ids = new LinkedHashSet<>();
        machine.path(SCOPES).forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** @param allowed whether the machine may call the other one */
    void scope(String id, String other, boolean allowed) {
        store.change(id, known -> {
            Set<String> ids = scopes(known);
            if (allowed) {
                ids.add(other);
            } else {
                ids.remove(other);
            }
            ObjectNode changed = known.deepCopy();
            ids.forEach(changed.putArray(SCOPES)::add);
            return changed;
        });
    }

    ObjectNode json(ObjectNode machine) {
        ObjectNode json = withoutScopes(machine);
        scopes(machine)
                .forEach(id -> find(id).map(Machines::withoutScopes).ifPresent(json.withArray("scoped_machines")::add));
        json.withArray("scoped_machines");
        return json;
    }

    private static ObjectNode withoutScopes(ObjectNode machine) {
        ObjectNode json = machine.deepCopy();
        json.remove(List.of(SECRET_KEY, SCOPES, PREVIOUS));
        return json;
    }
}
