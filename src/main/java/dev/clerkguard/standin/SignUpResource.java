package dev.clerkguard.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Signs a visitor up with an e-mail address, which a code or the ticket of an invitation must verify, and a password.
 */
@PermitAll
@Path("/dev-clerk/v1/client/sign_ups")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class SignUpResource {
    private static final List<String> FIELDS =
            List.of(SignUpAttempt.TICKET, "email_address", "password", "first_name", "last_name", "username");
    private static final int MIN_PASSWORD_LENGTH = 8;

    private final StandIn standIn;
    private final WebhookSender events;
    private final FrontendRequest request;
    private final InvitationTickets invitations;

    SignUpResource(StandIn standIn, WebhookSender events, FrontendRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
        this.invitations = new InvitationTickets(standIn, events);
    }

    @POST
    public Response create(String body) {
        BrowserClient client = request.client();
        SignUpAttempt attempt = SignUpAttempt.of(checked(new LinkedHashMap<>(), Form.of(body)));
        return answer(client, completedWherePossible(client, attempt.afterTicket()));
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        SignUpAttempt attempt = attempt(client, id);
        SignUpAttempt changed = attempt.with(checked(new LinkedHashMap<>(attempt.fields()), Form.of(body)));
        return answer(client, completedWherePossible(client, changed.afterTicket()));
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String id) {
        BrowserClient client = request.client();
        return request.read(client, AttemptJson.signUp(attempt(client, id)));
    }

    @POST
    @Path("/{id}/prepare_verification")
    public Response prepare(@PathParam("id") String id) {
        BrowserClient client = request.client();
        return answer(client, attempt(client, id).afterPreparation());
    }

    @POST
    @Path("/{id}/attempt_verification")
    public Response attempt(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        SignUpAttempt attempt = attempt(client, id);
        if (attempt.field("email_address").isEmpty()) {
            throw ClerkException.verificationMissing();
        }
        Factor.checkEmailCode(Form.of(body), attempt.prepared());
        return answer(client, completedWherePossible(client, attempt.afterVerification()));
    }

    private SignUpAttempt completedWherePossible(BrowserClient client, SignUpAttempt attempt) {
        if (!attempt.completable()) {
            return attempt;
        }
        // Another browser may have taken the address meanwhile.
        checkFree(attempt.fields(), "email_address");
        Optional<ObjectNode> invitation = attempt.field(SignUpAttempt.TICKET).map(invitations::pending);
        invitation.ifPresent(invitations::requireRoom);
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        attempt.fields().forEach(wanted::put);
        wanted.remove(SignUpAttempt.TICKET);
        // The metadata of an invitation to an organisation become those of the membership.
        invitation
                .filter(known -> !known.has("organization_id"))
                .ifPresent(known -> wanted.set("public_metadata", known.path("public_metadata")));
        wanted.putArray(NewUser.EMAIL_ADDRESSES)
                .add(attempt.field("email_address").orElseThrow());
        User user = NewUser.of(wanted, standIn.images());
        standIn.users().add(user);
        events.send("user.created", user.json());
        invitation.ifPresent(known -> invitations.accept(known, user));
        BrowserSession session = standIn.lifecycle().signIn(user, client, false, Optional.empty());
        return attempt.completed(user.id(), session.id());
    }

    private Map<String, String> checked(Map<String, String> fields, Form form) {
        FIELDS.forEach(name -> form.value(name).ifPresent(value -> fields.put(name, value)));
        // The address of an invitation cannot be exchanged for another one.
        Optional.ofNullable(fields.get(SignUpAttempt.TICKET))
                .map(invitations::pending)
                .ifPresent(invitation -> fields.put(
                        "email_address", invitation.path("email_address").asText()));
        String address = fields.get("email_address");
        if (address != null && !address.contains("@")) {
            throw new ClerkException(422, "form_param_format_invalid", "Enter a valid email address.", "email_address");
        }
        checkFree(fields, "email_address");
        checkFree(fields, "username");
        String password = fields.get("password");
        if (password != null && password.length() < MIN_PASSWORD_LENGTH) {
            throw new ClerkException(
                    422, "form_password_length_too_short", "Passwords must be 8 characters or more.", "password");
        }
        return fields;
    }

    private void checkFree(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value != null && standIn.users().byIdentifier(value).isPresent()) {
            throw new ClerkException(
                    422, "form_identifier_exists", "That " + name + " is taken. Please try another.", name);
        }
    }

    private Response answer(BrowserClient client, SignUpAttempt attempt) {
        return request.changed(standIn.clients().save(client.with(attempt)), AttemptJson.signUp(attempt));
    }

    private static SignUpAttempt attempt(BrowserClient client, String id) {
        return client.signUp()
                .filter(attempt -> attempt.id().equals(id) && !attempt.complete())
                .orElseThrow(ClerkException::notFound);
    }
}
