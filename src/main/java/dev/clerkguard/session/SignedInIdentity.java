package dev.clerkguard.session;

import java.security.Permission;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/**
 * Quarkus' identity of a session. One is kept for each cached token, so it has fields in place of the maps and sets of
 * Quarkus' own class, which take some 700 bytes more. Its attributes are what a copy by a
 * {@code SecurityIdentityAugmentor} keeps.
 */
final class SignedInIdentity implements SecurityIdentity {
    static final String SESSION = "dev.clerkguard.session";
    static final String JSON = "dev.clerkguard.session.json";

    private final SessionPrincipal principal;
    private final Session session;
    private final byte[] json;
    private final Set<String> roles;
    private final List<String> permissions;

    /**
     * @param json the session as JSON in UTF-8
     * @param roles what {@code @RolesAllowed} compares
     * @param permissions with their prefix, {@code org:invoices:create}
     */
    SignedInIdentity(Session session, byte[] json, Set<String> roles, List<String> permissions) {
        this.principal = new SessionPrincipal(session);
        this.session = session;
        this.json = json;
        this.roles = roles;
        this.permissions = permissions;
    }

    Session session() {
        return session;
    }

    byte[] json() {
        return json;
    }

    @Override
    public Principal getPrincipal() {
        return principal;
    }

    @Override
    public boolean isAnonymous() {
        return false;
    }

    @Override
    public Set<String> getRoles() {
        return roles;
    }

    @Override
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /** Empty: Quarkus asks {@link #checkPermission}. */
    @Override
    public Set<Permission> getPermissions() {
        return Set.of();
    }

    @Override
    public <T extends Credential> T getCredential(Class<T> type) {
        return null;
    }

    @Override
    public Set<Credential> getCredentials() {
        return Set.of();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getAttribute(String name) {
        return (T)
                switch (name) {
                    case SESSION -> session;
                    case JSON -> json;
                    default -> null;
                };
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of(SESSION, session, JSON, json);
    }

    /**
     * {@code @PermissionsAllowed("invoices:create")} requires the permission org:invoices:create. Quarkus splits the
     * text at the colon, and accepts any of several actions of one name.
     */
    @Override
    public Uni<Boolean> checkPermission(Permission required) {
        return Uni.createFrom().item(permits(required));
    }

    private boolean permits(Permission required) {
        String name = "org:" + required.getName();
        String actions = required.getActions();
        // A StringPermission without actions has null.
        return actions == null || actions.isEmpty()
                ? permissions.contains(name)
                : Stream.of(actions.split(",")).anyMatch(action -> permissions.contains(name + ":" + action));
    }

    /** Without the claims, because an identity may be logged. */
    @Override
    public String toString() {
        return session.toString();
    }
}
