package dev.clerkguard.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.clerkguard.session.Session.Actor;
import dev.clerkguard.session.Session.FactorVerificationAge;
import dev.clerkguard.session.Session.Organization;

/**
 * A session as JSON, with the names of Clerk's auth object. What is absent is null, so that the shape is always the
 * same.
 */
final class SessionJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SessionJson() {}

    static ObjectNode of(Session session) {
        Organization organization = session.organization().orElse(null);
        ObjectNode body = JSON.objectNode();
        body.put("tokenType", "session_token");
        body.put("userId", session.userId());
        body.put("sessionId", session.sessionId());
        body.put("sessionStatus", session.status().orElse(null));
        body.set("actor", session.actor().map(SessionJson::actor).orElse(null));
        body.put("orgId", organization == null ? null : organization.id());
        body.put("orgSlug", organization == null ? null : organization.slug().orElse(null));
        body.put("orgRole", organization == null ? null : organization.role().orElse(null));
        body.set("orgPermissions", organization == null ? null : permissions(organization));
        body.set(
                "factorVerificationAge",
                session.factorVerificationAge().map(SessionJson::ages).orElse(null));
        body.putRawValue("sessionClaims", new RawValue(session.claimsJson()));
        return body;
    }

    private static ObjectNode actor(Actor actor) {
        ObjectNode json = JSON.objectNode();
        json.put("sub", actor.userId());
        actor.sessionId().ifPresent(id -> json.put("sid", id));
        actor.issuer().ifPresent(issuer -> json.put("iss", issuer));
        actor.type().ifPresent(type -> json.put("type", type));
        return json;
    }

    private static ArrayNode permissions(Organization organization) {
        ArrayNode json = JSON.arrayNode();
        organization.permissions().forEach(json::add);
        return json;
    }

    private static ArrayNode ages(FactorVerificationAge age) {
        return JSON.arrayNode().add(age.firstFactor()).add(age.secondFactor());
    }
}
