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

/** The session as Quarkus sees it: a principal named by the user's id, with the role in the active organisation. */
public final class SessionIdentity {
    private static final String SESSION = "dev.clerkguard.session";
    private static final String JSON = "dev.clerkguard.session.json";

    private SessionIdentity() {}

    static SecurityIdentity of(Session session) {
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
     * What {@code @PermissionsAllowed("invoices:create")} asks: the permission org:invoices:create. Quarkus takes the
     * text apart at its colon, and several actions of one name mean that any of them is enough.
     */
    private static boolean permits(List<String> granted, Permission required) {
        return required.getActions().isEmpty()
                ? granted.contains("org:" + required.getName())
                : Stream.of(required.getActions().split(","))
                        .anyMatch(action -> granted.contains("org:" + required.getName() + ":" + action));
    }

    /** The session behind an identity; empty for an anonymous one, and for one that is not a user's. */
    public static Optional<Session> session(SecurityIdentity identity) {
        return Optional.ofNullable(identity.<Session>getAttribute(SESSION));
    }

    /** The session as JSON in UTF-8, written once per token and sent as it is. Not to be changed. */
    public static byte[] json(SecurityIdentity identity) {
        byte[] json = identity.getAttribute(JSON);
        if (json == null) {
            throw new RefusedException(Reason.SESSION_TOKEN_MISSING, "This request is not signed in with a session.");
        }
        return json;
    }
}
