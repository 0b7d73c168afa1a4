package dev.clerkguard.api;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import dev.clerkguard.session.Session;
import dev.clerkguard.session.Session.Organization;

/**
 * Who is calling, as headers for the service behind an ingress. All of them are always there, empty where the session
 * has no such thing: an ingress that copies them overwrites what a client sent under the same names.
 */
final class AuthHeaders {
    private AuthHeaders() {}

    static Response noContent(Session session) {
        Organization organization = session.organization().orElse(null);
        ResponseBuilder response = Response.noContent()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Auth-User-Id", safe(session.userId()))
                .header("X-Auth-Session-Id", safe(session.sessionId()));
        if (organization == null) {
            return organization(response, "", "", "", "");
        }
        return organization(
                response,
                organization.id(),
                organization.slug().orElse(""),
                organization.role().orElse(""),
                list(organization.permissions()));
    }

    private static Response organization(
            ResponseBuilder response, String id, String slug, String role, String permissions) {
        return response.header("X-Auth-Org-Id", safe(id))
                .header("X-Auth-Org-Slug", safe(slug))
                .header("X-Auth-Org-Role", safe(role))
                .header("X-Auth-Org-Permissions", permissions)
                .build();
    }

    /** A name that would be read as two, or as none, is left out: it grants nothing more (tokens of version 1). */
    private static String list(List<String> names) {
        return names.stream()
                .filter(name -> name.indexOf(',') < 0 && !safe(name).isEmpty())
                .collect(Collectors.joining(","));
    }

    /** Visible ASCII only (RFC 9110, section 5.5): a claim must not end a header and begin another. */
    private static String safe(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '!' || value.charAt(i) > '~') {
                return "";
            }
        }
        return value;
    }
}
