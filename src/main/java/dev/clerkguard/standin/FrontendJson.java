package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Clients, sessions and users as the Frontend API gives them. Attempts are in {@link AttemptJson}. */
final class FrontendJson {
    private static final String PRIVATE_METADATA = "private_metadata";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StandIn standIn;
    private final Optional<String> origin;

    FrontendJson(StandIn standIn, Optional<String> origin) {
        this.standIn = standIn;
        this.origin = origin;
    }

    ObjectNode client(BrowserClient client) {
        List<BrowserSession> active = standIn.sessions().activeIn(client.id());
        ObjectNode json = JSON.objectNode().put("object", "client").put("id", "client_of_" + client.id());
        ArrayNode sessions = json.putArray("sessions");
        active.forEach(session ->
                standIn.lifecycle().owner(session).ifPresent(person -> sessions.add(session(session, person))));
        client.signIn()
                .filter(attempt -> !attempt.status().equals(SignInAttempt.COMPLETE))
                .ifPresentOrElse(
                        attempt -> json.set("sign_in", AttemptJson.signIn(attempt, owner(attempt))),
                        () -> json.putNull("sign_in"));
        client.signUp()
                .filter(attempt -> !attempt.complete())
                .ifPresentOrElse(
                        attempt -> json.set("sign_up", AttemptJson.signUp(attempt)), () -> json.putNull("sign_up"));
        json.put(
                "last_active_session_id",
                active.isEmpty() ? null : active.get(active.size() - 1).id());
        return json.putNull("cookie_expires_at")
                .put("captcha_bypass", true)
                .put("created_at", client.createdAt())
                .put("updated_at", System.currentTimeMillis());
    }

    private User owner(SignInAttempt attempt) {
        return standIn.users().find(attempt.userId()).orElseThrow(ClerkException::notFound);
    }

    /** With a token made for this answer: without one, @clerk/react refuses the session. */
    ObjectNode session(BrowserSession session, User person) {
        ObjectNode json = standIn.lifecycle().json(session);
        FactorAges ages = session.factorAges(System.currentTimeMillis());
        json.putArray("factor_verification_age").add(ages.first()).add(ages.second());
        json.set("user", user(person));
        json.set("public_user_data", person.publicUserData());
        json.set("last_active_token", token(standIn.tokens().token(session, person, origin)));
        return json.putNull("tasks");
    }

    static ObjectNode token(String jwt) {
        return JSON.objectNode().put("object", "token").put("jwt", jwt);
    }

    ObjectNode user(User person) {
        ObjectNode user = person.json().deepCopy();
        user.remove(PRIVATE_METADATA);
        // The Frontend API of the stand-in makes no organisations: Clerk's components then offer none.
        user.put("create_organization_enabled", false);
        user.set("organization_memberships", memberships(person));
        return user;
    }

    ArrayNode memberships(User user) {
        ArrayNode memberships = JSON.arrayNode();
        OrganizationJson json = new OrganizationJson(standIn);
        standIn.organizations().membershipsOf(user.id()).forEach(member -> {
            ObjectNode membership = json.membership(member);
            membership.remove(PRIVATE_METADATA);
            ((ObjectNode) membership.path("organization")).remove(PRIVATE_METADATA);
            memberships.add(membership);
        });
        return memberships;
    }
}
