package dev.clerkguard.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Session.Organization;

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
        session.organization().flatMap(Organization::role).ifPresent(identity::addRole);
        return identity.build();
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
