package dev.clerkguard.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.session.Session.ScopedName;

/**
 * Reads {@code fea} and {@code pla}: {@code scope:name} separated by commas, the scope made of {@code o} and {@code
 * u}.
 */
final class ScopedNames {
    private static final Set<String> ORGANIZATION = Set.of("o", "ou", "uo");
    private static final Set<String> USER = Set.of("u", "ou", "uo");

    private ScopedNames() {}

    static List<ScopedName> read(JsonNode claim) {
        if (!claim.isTextual()) {
            return List.of();
        }
        String[] entries = claim.textValue().split(",");
        // One entry without a scope makes the whole claim worth nothing, as in Clerk's SDK.
        boolean wellFormed = Stream.of(entries).allMatch(entry -> entry.indexOf(':') >= 0);
        List<ScopedName> names = new ArrayList<>();
        for (String entry : entries) {
            int colon = entry.indexOf(':');
            String scope = wellFormed ? entry.substring(0, colon).strip() : "";
            // An entry of an unknown scope has no owner. It keeps its position, because permissions are counted by
            // position.
            names.add(new ScopedName(
                    ORGANIZATION.contains(scope),
                    USER.contains(scope),
                    entry.substring(colon + 1).stripTrailing()));
        }
        return List.copyOf(names);
    }
}
