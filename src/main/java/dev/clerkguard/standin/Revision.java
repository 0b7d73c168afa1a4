package dev.clerkguard.standin;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes a resource that is kept as JSON. */
final class Revision {
    private static final String UPDATED_AT = "updated_at";

    private Revision() {}

    /** A changed copy. Its {@code updated_at} is later, also after two changes within a millisecond. */
    static ObjectNode of(ObjectNode resource, Consumer<ObjectNode> change) {
        ObjectNode copy = resource.deepCopy();
        change.accept(copy);
        long later = resource.path(UPDATED_AT).asLong() + 1;
        return copy.put(UPDATED_AT, Math.max(later, System.currentTimeMillis()));
    }
}
