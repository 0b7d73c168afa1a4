package dev.clerkguard.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Session.Organization;

/** Makes Quarkus' identity of a session: a principal with the user's id as name, and the role in the active organisation. */
public final class SessionIdentity {
    private SessionIdentity() {}

    public static SecurityIdentity of(Session session) {
        byte[] json = SessionJson.of(session).toString().getBytes(StandardCharsets.UTF_8);
        Session kept = session instanceof ClaimsSession ofClaims ? ofClaims.withClaimsAtTheEndOf(json) : session;
        return session.organization()
                .map(organization -> new SignedInIdentity(kept, json, roles(organization), organization.permissions()))
                .orElseGet(() -> new SignedInIdentity(kept, json, Set.of(), List.of()));
    }

    /** The role with its prefix and without it. */
    private static Set<String> roles(Organization organization) {
        return organization
                .role()
                .map(role -> {
                    String name = role.replaceFirst("^(org:)*", "");
                    return name.equals(role) ? Set.of(role) : Set.of(role, name);
                })
                .orElse(Set.of());
    }

    /** The session of an identity; empty for an anonymous identity, and for a credential that is not a user's. */
    public static Optional<Session> session(SecurityIdentity identity) {
        return Optional.ofNullable(
                identity instanceof SignedInIdentity ofSession
                        ? ofSession.session()
                        : identity.<Session>getAttribute(SignedInIdentity.SESSION));
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
        byte[] json = identity instanceof SignedInIdentity ofSession
                ? ofSession.json()
                : identity.getAttribute(SignedInIdentity.JSON);
        if (json == null) {
            throw noSession(!identity.isAnonymous());
        }
        return json;
    }
}
