package dev.clerkguard.api;

import java.util.List;
import java.util.function.BiConsumer;

import io.vertx.core.http.HttpHeaders;

import dev.clerkguard.machine.MachineCredential;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.Session.Organization;
import dev.clerkguard.token.TokenType;

/**
 * The caller as headers for the service behind an ingress. All headers are always sent, empty where the session has no
 * value, so that an ingress that copies them overwrites headers of the same names from the client.
 */
final class AuthHeaders {
    /** In the order of the values. */
    private static final List<CharSequence> NAMES = List.of(
            HttpHeaders.createOptimized("X-Auth-Token-Type"),
            HttpHeaders.createOptimized("X-Auth-Token-Id"),
            HttpHeaders.createOptimized("X-Auth-Subject"),
            HttpHeaders.createOptimized("X-Auth-Scopes"),
            HttpHeaders.createOptimized("X-Auth-User-Id"),
            HttpHeaders.createOptimized("X-Auth-Session-Id"),
            HttpHeaders.createOptimized("X-Auth-Machine-Id"),
            HttpHeaders.createOptimized("X-Auth-Client-Id"),
            HttpHeaders.createOptimized("X-Auth-Org-Id"),
            HttpHeaders.createOptimized("X-Auth-Org-Slug"),
            HttpHeaders.createOptimized("X-Auth-Org-Role"),
            HttpHeaders.createOptimized("X-Auth-Org-Permissions"));

    private final String[] values;

    /** @param values one for each name */
    private AuthHeaders(String... values) {
        this.values = values;
    }

    static AuthHeaders of(Session session) {
        Organization organization = session.organization().orElse(null);
        String userId = safe(session.userId());
        return new AuthHeaders(
                TokenType.SESSION_TOKEN.code(),
                "",
                userId,
                "",
                userId,
                safe(session.sessionId()),
                "",
                "",
                organization == null ? "" : safe(organization.id()),
                organization == null ? "" : safe(organization.slug().orElse("")),
                organization == null ? "" : safe(organization.role().orElse("")),
                organization == null ? "" : list(organization.permissions(), ','));
    }

    static AuthHeaders of(MachineCredential machine) {
        return new AuthHeaders(
                machine.tokenType().code(),
                safe(machine.id().orElse("")),
                safe(machine.subject()),
                list(machine.scopes(), ' '),
                safe(machine.userId().orElse("")),
                "",
                safe(machine.machineId().orElse("")),
                safe(machine.clientId().orElse("")),
                safe(machine.organizationId().orElse("")),
                "",
                "",
                "");
    }

    /** Each name with its value. */
    void forEach(BiConsumer<CharSequence, String> header) {
        for (int i = 0; i < values.length; i++) {
            header.accept(NAMES.get(i), values[i]);
        }
    }

    /** A name that would be read as two, or as none, is left out, because it must not grant more (tokens of version 1). */
    private static String list(List<String> names, char separator) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            if (name.indexOf(separator) < 0 && !safe(name).isEmpty()) {
                if (!list.isEmpty()) {
                    list.append(separator);
                }
                list.append(name);
            }
        }
        return list.toString();
    }

    /** Visible ASCII only (RFC 9110, section 5.5), so that a claim cannot end the header and begin another. */
    private static String safe(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '!' || value.charAt(i) > '~') {
                return "";
            }
        }
        return value;
    }
}
