package dev.clerkguard.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Merges JSON objects (RFC 7396, JSON Merge Patch), as Clerk merges metadata. */
final class MergePatch {
    private MergePatch() {}

    /** A null removes a member. */
    static void apply(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value instanceof ObjectNode object) {
                apply(
                        target.path(member.getKey()) instanceof ObjectNode known
                                ? known
                                : target.putObject(member.getKey()),
                        object);
            } else {
                target.set(member.getKey(), value);
            }
        });
    }
}
