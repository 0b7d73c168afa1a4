package dev.clerkguard.session;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.session.Session.ScopedName;

/** Reads {@code fea} and {@code pla}: {@code scope:name} separated by commas, the scope made of {@code o} and {@code u}. */
final class ScopedNames {
    private ScopedNames() {}

    static List<ScopedName> read(JsonNode claim) {
        if (!claim.isTextual()) {
            return List.of();
        }
        List<ScopedName> names = new ArrayList<>();
        for (String entry : claim.textValue().split(",")) {
            int colon = entry.indexOf(':');
            String scope = colon < 0 ? "" : entry.substring(0, colon).strip();
            // An entry without a known scope keeps its place, since permissions are counted by it, and belongs to
            // nobody.
            names.add(new ScopedName(
                    scope.indexOf('o') >= 0,
                    scope.indexOf('u') >= 0,
                    entry.substring(colon + 1).strip()));
        }
        return List.copyOf(names);
    }
}
