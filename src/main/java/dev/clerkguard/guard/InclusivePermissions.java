package dev.clerkguard.guard;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.StringPermission;

import dev.clerkguard.session.Requirement;

/**
 * The permissions of an inclusive {@code @PermissionsAllowed} that Quarkus does not check one by one. Quarkus merges
 * the values of one name, such as {@code invoices:create} and {@code invoices:delete}, into one permission and
 * accepts any of its actions. Inclusive means that each is required.
 */
final class InclusivePermissions {
    private InclusivePermissions() {}

    static Stream<Requirement> of(PermissionsAllowed annotation) {
        if (!annotation.inclusive() || annotation.permission() != StringPermission.class) {
            return Stream.empty();
        }
        Map<String, List<String>> byName =
                Stream.of(annotation.value()).distinct().collect(Collectors.groupingBy(InclusivePermissions::name));
        return byName.values().stream()
                .filter(values -> values.size() > 1)
                .flatMap(List::stream)
                .map(Requirement.Permission::new);
    }

    private static String name(String value) {
        int colon = value.indexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }
}
