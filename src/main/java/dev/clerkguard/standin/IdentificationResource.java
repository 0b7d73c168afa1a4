package dev.clerkguard.standin;

import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** E-mail addresses and phone numbers of users as the Backend API has them. */
@PermitAll
@Path("/dev-clerk/v1/{kind: email_addresses|phone_numbers}")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class IdentificationResource {
    private static final Set<String> OF_A_NEW_ONE =
            Set.of("user_id", "email_address", "phone_number", "verified", "primary", "reserved_for_second_factor");
    private static final Set<String> CHANGEABLE = Set.of("verified", "primary", "reserved_for_second_factor");

    private final StandIn standIn;
    private final WebhookSender events;
    private final ResourceRequest request;

    IdentificationResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
    }

    /** {@code email_addresses} has elements of the kind {@code email_address}. */
    private static String singular(String kind) {
        return kind.equals("email_addresses") ? "email_address" : "phone_number";
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("kind") String kind, @PathParam("id") String id) {
        request.requireSecretKey();
        return ClerkJson.ok(find(owner(kind, id), kind, id).orElseThrow(ClerkException::notFound));
    }

    @POST
    public Response create(@PathParam("kind") String kind, ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(given, OF_A_NEW_ONE);
        String member = singular(kind);
        String value = wanted.path(member).asText();
        if (!value.matches(member.equals("email_address") ? "[^@\\s]+@[^@\\s]+" : "\\+\\d{6,15}")) {
            throw new ClerkException(422, "form_param_format_invalid", "Enter a valid " + member + ".", member);
        }
        if (standIn.users().all().stream()
                .anyMatch(
                        user -> user.json().path(kind).findValuesAsText(member).contains(value))) {
            throw new ClerkException(422, "form_identifier_exists", "That " + member + " is taken.", member);
        }
        String id = Ids.create("idn_");
        return changed(wanted.path("user_id").asText(), kind, id, user -> {
            ObjectNode added = user.withArray(kind)
                    .addObject()
                    .put("id", id)
                    .put("object", member)
                    .put(member, value)
                    .put("reserved", false)
                    .put("created_at", System.currentTimeMillis())
                    .put("updated_at", System.currentTimeMillis());
            added.putArray("linked_to");
            if (member.equals("phone_number")) {
                added.put("reserved_for_second_factor", false).put("default_second_factor", false);
            }
            added.putNull("verification");
            apply(user, added, wanted);
        });
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("kind") String kind, @PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(given, CHANGEABLE);
        return changed(owner(kind, id).id(), kind, id, user -> find(user, kind, id)
                .ifPresent(known -> apply(user, known, wanted)));
    }

    /** The first one that is left becomes the primary one. */
    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("kind") String kind, @PathParam("id") String id) {
        request.requireSecretKey();
        String primary = primary(kind);
        User changed = standIn.users()
                .change(owner(kind, id).id(), user -> {
                    for (Iterator<JsonNode> all = user.withArray(kind).elements(); all.hasNext(); ) {
                        if (all.next().path("id").asText().equals(id)) {
                            all.remove();
                        }
                    }
                    if (user.path(primary).asText().equals(id)) {
                        user.put(primary, user.path(kind).path(0).path("id").textValue());
                    }
                })
                .orElseThrow(ClerkException::notFound);
        events.send("user.updated", changed.json());
        return ClerkJson.ok(ClerkJson.deleted(singular(kind), id));
    }

    private static void apply(ObjectNode user, ObjectNode identification, ObjectNode wanted) {
        if (wanted.has("verified")) {
            boolean verified = wanted.path("verified").asBoolean();
            identification
                    .putObject("verification")
                    .put("status", verified ? "verified" : "unverified")
                    .put("strategy", "admin")
                    .putNull("attempts")
                    .putNull("expire_at");
        }
        if (wanted.has("reserved_for_second_factor")) {
            identification.set("reserved_for_second_factor", wanted.path("reserved_for_second_factor"));
        }
        String kind =
                identification.path("object").asText().equals("email_address") ? "email_addresses" : "phone_numbers";
        if (wanted.path("primary").asBoolean() || user.path(kind).size() == 1) {
            user.set(primary(kind), identification.path("id"));
        }
    }

    private static String primary(String kind) {
        return "primary_" + singular(kind) + "_id";
    }

    private User owner(String kind, String id) {
        return standIn.users().all().stream()
                .filter(user -> find(user.json(), kind, id).isPresent())
                .findFirst()
                .orElseThrow(ClerkException::notFound);
    }

    private static Optional<ObjectNode> find(User user, String kind, String id) {
        return find(user.json(), kind, id);
    }

    private static Optional<ObjectNode> find(ObjectNode user, String kind, String id) {
        for (JsonNode one : user.path(kind)) {
            if (one.path("id").asText().equals(id)) {
                return Optional.of((ObjectNode) one);
            }
        }
        return Optional.empty();
    }

    private Response changed(String userId, String kind, String id, Consumer<ObjectNode> change) {
        User changed = standIn.users().change(userId, change).orElseThrow(ClerkException::notFound);
        events.send("user.updated", changed.json());
        return ClerkJson.ok(find(changed, kind, id).orElseThrow(ClerkException::notFound));
    }
}
