package dev.clerkguard.devclerk;

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

import dev.clerkguard.devclerk.Cast.Person;

/**
 * Users made, changed, banned and deleted as with the Backend API (Clerk docs, "Backend API reference", Users). Each
 * change sends the webhook that Clerk sends, and is gone with the next start.
 */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test"})
public class UserChangeResource {
    private static final String METADATA = "_metadata";
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
    private final EventSender events;
    private final HttpHeaders headers;

    UserChangeResource(StandIn standIn, EventSender events, HttpHeaders headers) {
        this.standIn = standIn;
        this.events = events;
        this.headers = headers;
    }

    @POST
    @Path("/users")
    public Response create(ObjectNode wanted) {
        return standIn.authorized(headers, () -> refusal(
                        wanted, name -> CHANGEABLE.contains(name) || name.equals(NewUser.EMAIL_ADDRESSES))
                .orElseGet(() -> {
                    Person person = NewUser.of(wanted);
                    standIn.cast().add(person);
                    events.send("user.created", person.json());
                    return ClerkJson.ok(person.json());
                }));
    }

    @PATCH
    @Path("/users/{id}")
    public Response update(@PathParam("id") String id, ObjectNode wanted) {
        return changed(id, wanted, CHANGEABLE::contains, user -> user.setAll(wanted));
    }

    @PATCH
    @Path("/users/{id}/metadata")
    public Response mergeMetadata(@PathParam("id") String id, ObjectNode wanted) {
        return changed(id, wanted, name -> name.endsWith(METADATA), user -> merge(user, wanted));
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
        return changed(id, user -> user.put("banned", true), person -> standIn.sessions()
                .of(person)
                .forEach(standIn.sessions()::revoke));
    }

    @POST
    @Path("/users/{id}/unban")
    public Response unban(@PathParam("id") String id) {
        return changed(id, user -> user.put("banned", false), person -> {});
    }

    @DELETE
    @Path("/users/{id}")
    public Response delete(@PathParam("id") String id) {
        return standIn.authorized(headers, () -> standIn.cast()
                .remove(id)
                .map(person -> {
                    ObjectNode deleted = JsonNodeFactory.instance
                            .objectNode()
                            .put("id", person.id())
                            .put("object", "user")
                            .put("deleted", true);
                    events.send("user.deleted", deleted);
                    return ClerkJson.ok(deleted);
                })
                .orElseGet(ClerkJson::missing));
    }

    private Response changed(String id, ObjectNode wanted, Predicate<String> allowed, Consumer<ObjectNode> change) {
        return standIn.authorized(
                headers, () -> refusal(wanted, allowed).orElseGet(() -> changed(id, change, person -> {})));
    }

    private Response changed(String id, Consumer<ObjectNode> change, Consumer<Person> then) {
        return standIn.authorized(headers, () -> standIn.cast()
                .change(id, change)
                .map(person -> {
                    then.accept(person);
                    events.send("user.updated", person.json());
                    return ClerkJson.ok(person.json());
                })
                .orElseGet(ClerkJson::missing));
    }

    /** Better than taking it and doing nothing. */
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

    /** RFC 7396: a null takes a member away. */
    private static void merge(ObjectNode into, ObjectNode wanted) {
        wanted.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                into.remove(member.getKey());
            } else if (value instanceof ObjectNode object) {
                merge(
                        into.path(member.getKey()) instanceof ObjectNode known
                                ? known
                                : into.putObject(member.getKey()),
                        object);
            } else {
                into.set(member.getKey(), value);
            }
        });
    }
}
