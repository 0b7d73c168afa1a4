package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Creates, changes, bans, locks and deletes users as the Backend API does (Clerk docs, "Backend API reference", Users).
 * Each change sends the webhook that Clerk sends.
 */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class UserChangeResource {
    private static final String METADATA = "_metadata";
    private static final String SIGN_OUT = "sign_out_of_other_sessions";
    /** What they switch off, the stand-in does not do. */
    private static final Set<String> SKIPPED =
            Set.of("skip_password_checks", "skip_password_requirement", "skip_legal_checks");

    private static final Set<String> CHANGEABLE = Set.of(
            "first_name",
            "last_name",
            "username",
            "external_id",
            "locale",
            "primary_email_address_id",
            "primary_phone_number_id",
            "public_metadata",
            "private_metadata",
            "unsafe_metadata",
            "delete_self_enabled",
            "create_organization_enabled",
            "create_organizations_limit");

    private final StandIn standIn;
    private final WebhookSender events;
    private final HttpHeaders headers;
    private final ResourceRequest request;

    UserChangeResource(StandIn standIn, WebhookSender events, HttpHeaders headers, ResourceRequest request) {
        this.request = request;
        this.standIn = standIn;
        this.events = events;
        this.headers = headers;
    }

    @POST
    @Path("/users")
    public Response create(ObjectNode wanted) {
        return standIn.authorized(headers, () -> refusal(
                        wanted,
                        name -> CHANGEABLE.contains(name)
                                || SKIPPED.contains(name)
                                || NewUser.OTHER_MEMBERS.contains(name))
                .orElseGet(() -> {
                    requireFree(wanted.path(NewUser.EMAIL_ADDRESSES), "email_address");
                    requireFree(wanted.path("username"), "username");
                    wanted.remove(SKIPPED);
                    User person = NewUser.of(wanted, standIn.images());
                    standIn.users().add(person);
                    events.send("user.created", person.json());
                    return ClerkJson.ok(person.json());
                }));
    }

    /** @param identifiers one, a list of them, or none */
    private void requireFree(JsonNode identifiers, String parameter) {
        for (JsonNode one : identifiers.isArray() ? identifiers : List.of(identifiers)) {
            if (one.isTextual() && standIn.users().byIdentifier(one.asText()).isPresent()) {
                throw new ClerkException(422, "form_identifier_exists", "That " + parameter + " is taken.", parameter);
            }
        }
    }

    /** With a new password, and the end of the sessions where the backend wants that. */
    @PATCH
    @Path("/users/{id}")
    public Response update(@PathParam("id") String id, ObjectNode wanted) {
        return standIn.authorized(headers, () -> refusal(
                        wanted,
                        name -> CHANGEABLE.contains(name)
                                || SKIPPED.contains(name)
                                || name.equals(SIGN_OUT)
                                || name.equals(NewUser.PASSWORD))
                .orElseGet(() -> {
                    boolean signOut = wanted.path(SIGN_OUT).asBoolean();
                    Optional<String> password =
                            Optional.ofNullable(wanted.path(NewUser.PASSWORD).textValue());
                    wanted.remove(SKIPPED).remove(List.of(SIGN_OUT, NewUser.PASSWORD));
                    password.ifPresent(given -> standIn.users().changePassword(id, Optional.of(given)));
                    return changed(id, user -> user.setAll(wanted), user -> endSessions(user, signOut));
                }));
    }

    @POST
    @Path("/users/{id}/remove_password")
    public Response removePassword(@PathParam("id") String id, String body) {
        ObjectNode wanted = request.optional(body);
        return standIn.authorized(
                headers, () -> refusal(wanted, SIGN_OUT::equals).orElseGet(() -> {
                    standIn.users().changePassword(id, Optional.empty());
                    return changed(
                            id,
                            user -> {},
                            user -> endSessions(user, wanted.path(SIGN_OUT).asBoolean()));
                }));
    }

    private void endSessions(User user, boolean wanted) {
        if (wanted) {
            standIn.sessions().of(user).forEach(session -> standIn.lifecycle().end(session.id(), "revoked"));
        }
    }

    @PATCH
    @Path("/users/{id}/metadata")
    public Response mergeMetadata(@PathParam("id") String id, ObjectNode wanted) {
        return changed(id, wanted, name -> name.endsWith(METADATA), user -> MergePatch.apply(user, wanted));
    }

    /** The members of the three metadata that are not given go away; the metadata that is not given stays. */
    @PUT
    @Path("/users/{id}/metadata")
    public Response replaceMetadata(@PathParam("id") String id, ObjectNode wanted) {
        return changed(id, wanted, name -> name.endsWith(METADATA), user -> user.setAll(wanted));
    }

    /** Ends the user's sessions, too. */
    @POST
    @Path("/users/{id}/ban")
    public Response ban(@PathParam("id") String id) {
        return changed(id, user -> user.put("banned", true), standIn.lifecycle()::revokeSessions);
    }

    /** A locked user keeps the sessions, and cannot sign in. */
    @POST
    @Path("/users/{id}/lock")
    public Response lock(@PathParam("id") String id) {
        return changed(id, user -> user.put("locked", true), person -> {});
    }

    @POST
    @Path("/users/{id}/unlock")
    public Response unlock(@PathParam("id") String id) {
        return changed(
                id,
                user -> user.put("locked", false)
                        .putNull("lockout_expires_in_seconds")
                        .put("verification_attempts_remaining", NewUser.VERIFICATION_ATTEMPTS),
                person -> {});
    }

    @POST
    @Path("/users/{id}/verify_password")
    public Response verifyPassword(@PathParam("id") String id, ObjectNode wanted) {
        return standIn.authorized(headers, () -> standIn.users()
                .find(id)
                .map(person -> verified(person, wanted))
                .orElseGet(ClerkJson::missing));
    }

    private static Response verified(User person, ObjectNode wanted) {
        String password = wanted == null ? "" : wanted.path("password").asText();
        return person.password().filter(password::equals).isPresent()
                ? ClerkJson.ok(JsonNodeFactory.instance.objectNode().put("verified", true))
                : ClerkJson.error(422, "incorrect_password", "Password is incorrect.");
    }

    @POST
    @Path("/users/{id}/unban")
    public Response unban(@PathParam("id") String id) {
        return changed(id, user -> user.put("banned", false), person -> {});
    }

    @DELETE
    @Path("/users/{id}")
    public Response delete(@PathParam("id") String id) {
        return standIn.authorized(headers, () -> standIn.users()
                .remove(id)
                .map(person -> {
                    standIn.organizations().membershipsOf(id).forEach(member -> standIn.organizations()
                            .removeMember(member.organizationId(), id));
                    ObjectNode deleted = ClerkJson.deleted("user", id);
                    events.send("user.deleted", deleted);
                    return ClerkJson.ok(deleted);
                })
                .orElseGet(ClerkJson::missing));
    }

    private Response changed(String id, ObjectNode wanted, Predicate<String> allowed, Consumer<ObjectNode> change) {
        return standIn.authorized(
                headers, () -> refusal(wanted, allowed).orElseGet(() -> changed(id, change, person -> {})));
    }

    private Response changed(String id, Consumer<ObjectNode> change, Consumer<User> then) {
        return standIn.authorized(headers, () -> standIn.users()
                .change(id, change)
                .map(person -> {
                    then.accept(person);
                    events.send("user.updated", person.json());
                    return ClerkJson.ok(person.json());
                })
                .orElseGet(ClerkJson::missing));
    }

    /** A parameter without effect would mislead a test. */
    private static Optional<Response> refusal(ObjectNode wanted, Predicate<String> allowed) {
        if (wanted == null) {
            return Optional.of(ClerkJson.error(400, "request_body_invalid", "the body is no JSON object"));
        }
        return wanted.properties().stream()
                .map(member -> member.getKey())
                .filter(allowed.negate())
                .findFirst()
                .map(name -> ClerkJson.error(
                        422, "form_param_unknown", name + " is not a parameter that the stand-in knows"));
    }
}
