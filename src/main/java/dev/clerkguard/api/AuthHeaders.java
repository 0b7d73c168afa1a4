package dev.clerkguard.api;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import dev.clerkguard.machine.MachineCredential;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.Session.Organization;
import dev.clerkguard.token.TokenType;

/**
 * The caller as headers for the service behind an ingress. All headers are always sent, empty where the session has no
 * value, so that an ingress that copies them overwrites headers of the same names from the client.
 */
final class AuthHeaders {
    private AuthHeaders() {}

    static Response answer(Response.Status status, Session session) {
        Organization organization = session.organization().orElse(null);
        ResponseBuilder response = credential(
                        status, TokenType.SESSION_TOKEN, "", session.userId(), "", session.userId())
                .header("X-Auth-Session-Id", safe(session.sessionId()))
                .header("X-Auth-Machine-Id", "")
                .header("X-Auth-Client-Id", "");
        if (organization == null) {
            return organization(response, "", "", "", "");
        }
        return organization(
                response,
                organization.id(),
                organization.slug().orElse(""),
                organization.role().orElse(""),
                list(organization.permissions(), ','));
    }

    static Response answer(Response.Status status, MachineCredential machine) {
        ResponseBuilder response = credential(
                        status,
                        machine.tokenType(),
                        machine.id().orElse(""),
                        machine.subject(),
                        list(machine.scopes(), ' '),
                        machine.userId().orElse(""))
                .header("X-Auth-Session-Id", "")
                .header("X-Auth-Machine-Id", safe(machine.machineId().orElse("")))
                .header("X-Auth-Client-Id", safe(machine.clientId().orElse("")));
        return organization(response, machine.organizationId().orElse(""), "", "", "");
    }

    private static ResponseBuilder credential(
            Response.Status status, TokenType type, String id, String subject, String scopes, String userId) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Auth-Token-Type", type.code())
                .header("X-Auth-Token-Id", safe(id))
                .header("X-Auth-Subject", safe(subject))
                .header("X-Auth-Scopes", scopes)
                .header("X-Auth-User-Id", safe(userId));
    }

    private static Response organization(
            ResponseBuilder response, String id, String slug, String role, String permissions) {
        return response.header("X-Auth-Org-Id", safe(id))
                .header("X-Auth-Org-Slug", safe(slug))
                .header("X-Auth-Org-Role", safe(role))
                .header("X-Auth-Org-Permissions", permissions)
                .build();
    }

    /** A name that would be read as two, or as none, is left out, because it must not grant more (tokens of version 1). */
    private static String list(List<String> names, char separator) {
        return names.stream()
                .filter(name -> name.indexOf(separator) < 0 && !safe(name).isEmpty())
                .collect(Collectors.joining(String.valueOf(separator)));
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
