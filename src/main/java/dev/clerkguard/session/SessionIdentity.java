package dev.clerkguard.session;

import java.nio.charset.StandardCharsets;
import java.security.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** Quarkus' identity of a session: a principal with the user's id as name, and the role in the active organisation. */
public final class SessionIdentity {
    private static final String SESSION = "dev.clerkguard.session";
    private static final String JSON = "dev.clerkguard.session.json";

    private SessionIdentity() {}

    public static SecurityIdentity of(Session session) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new SessionPrincipal(session))
                .addAttribute(SESSION, session)
                .addAttribute(JSON, SessionJson.of(session).toString().getBytes(StandardCharsets.UTF_8));
        session.organization().ifPresent(organization -> {
            organization.role().ifPresent(role -> identity.addRole(role).addRole(role.replaceFirst("^(org:)*", "")));
            identity.addPermissionChecker(
                    required -> Uni.createFrom().item(permits(organization.permissions(), required)));
        });
        return identity.build();
    }

    /**
     * {@code @PermissionsAllowed("invoices:create")} requires the permission org:invoices:create. Quarkus splits the
     * text at the colon, and accepts any of several actions of one name.
     */
    private static boolean permits(List<String> granted, Permission required) {
        return required.getActions().isEmpty()
                ? granted.contains("org:" + required.getName())
                : Stream.of(required.getActions().split(","))
                        .anyMatch(action -> granted.contains("org:" + required.getName() + ":" + action));
    }

    /** The session of an identity; empty for an anonymous identity, and for a credential that is not a user's. */
    public static Optional<Session> session(SecurityIdentity identity) {
        return Optional.ofNullable(identity.<Session>getAttribute(SESSION));
    }

    /**
     * @param identity empty when the request is not authenticated
     * @throws RefusedException when there is no session
     */
    public static Session require(Optional<SecurityIdentity> identity) {
        return identity.flatMap(SessionIdentity::session).orElseThrow(() -> noSession(identity.isPresent()));
    }

    private static RefusedException noSession(boolean authenticated) {
        return authenticated
                ? otherCredential()
                : new RefusedException(
                        Reason.SESSION_TOKEN_MISSING, "This request is not signed in, so it has no session.");
    }

    static RefusedException otherCredential() {
        return new RefusedException(
                Reason.TOKEN_TYPE_MISMATCH, "This needs a session token; the credential is of another kind.");
    }

    /** The session as JSON in UTF-8, written once per token and sent as it is. Not to be changed. */
    public static byte[] json(SecurityIdentity identity) {
        byte[] json = identity.getAttribute(JSON);
        if (json == null) {
            throw noSession(!identity.isAnonymous());
        }
        return json;
    }
}
