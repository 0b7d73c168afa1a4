package dev.clerkguard.standin;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Starts and ends sessions, and sends the webhooks of both. */
final class SessionLifecycle {
    private final Users users;
    private final Organizations organizations;
    private final Sessions sessions;
    private final WebhookSender events;

    SessionLifecycle(Users users, Organizations organizations, Sessions sessions, WebhookSender events) {
        this.users = users;
        this.organizations = organizations;
        this.sessions = sessions;
        this.events = events;
    }

    /**
     * A new session of a user in a browser, in the user's first organisation if there is one.
     *
     * @throws ClerkException when the user is banned or locked
     */
    BrowserSession signIn(User user, BrowserClient client, boolean secondFactor, Optional<String> actorId) {
        requireMaySignIn(user);
        Optional<String> organization = organizations.membershipsOf(user.id()).stream()
                .map(Membership::organizationId)
                .findFirst();
        BrowserSession session = sessions.add(
                BrowserSession.start(Ids.create("sess_"), user.id(), Optional.of(client.id()), secondFactor)
                        .in(organization)
                        .impersonatedBy(actorId));
        events.send("session.created", json(session));
        return session;
    }

    /**
     * A new session without a browser.
     *
     * @throws ClerkException when the user is banned or locked
     */
    BrowserSession createSession(User user, Optional<String> organization) {
        requireMaySignIn(user);
        BrowserSession session =
                sessions.add(BrowserSession.start(Ids.create("sess_"), user.id(), Optional.empty(), false)
                        .in(organization));
        events.send("session.created", json(session));
        return session;
    }

    private static void requireMaySignIn(User user) {
        if (user.banned()) {
            throw new ClerkException(403, "user_banned", "This account is banned.");
        }
        if (user.locked()) {
            throw new ClerkException(403, "user_locked", "This account is locked.");
        }
    }

    /** Ends a session and sends the webhook. Returns the session when it was active until now. */
    Optional<BrowserSession> end(String sessionId, String status) {
        Optional<BrowserSession> ended = sessions.end(sessionId, status);
        ended.ifPresent(session -> events.send("session." + status, json(session)));
        return ended;
    }

    /** Ends the sessions of a user who is banned. The service learns of it from {@code user.updated}. */
    void revokeSessions(User user) {
        sessions.of(user).forEach(session -> sessions.end(session.id(), "revoked"));
    }

    /** The user of a session, unless the user is deleted. */
    Optional<User> owner(BrowserSession session) {
        return users.find(session.userId());
    }

    /** The session as the Backend API and the webhooks have it. */
    ObjectNode json(BrowserSession session) {
        return SessionResource.json(
                session, organizations.activeMembership(session).map(Membership::organizationId));
    }
}
