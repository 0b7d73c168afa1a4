package dev.clerkguard.standin;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Signs a user in with a password, a code by e-mail or a ticket, and a second factor where the user has one. */
@PermitAll
@Path("/dev-clerk/v1/client/sign_ins")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class SignInResource {
    private final StandIn standIn;
    private final FrontendRequest request;
    private final InvitationTickets invitations;

    SignInResource(StandIn standIn, WebhookSender events, FrontendRequest request) {
        this.standIn = standIn;
        this.request = request;
        this.invitations = new InvitationTickets(standIn, events);
    }

    /** An identifier alone asks which factors there are; with a strategy the first factor is checked at once. */
    @POST
    public Response create(String body) {
        BrowserClient client = request.client();
        Form form = Form.of(body);
        if (form.value("ticket").isPresent()) {
            return withTicket(client, form.required("ticket"));
        }
        String identifier = form.required("identifier");
        User person = standIn.users()
                .byIdentifier(identifier)
                .filter(known -> !known.banned())
                .orElseThrow(SignInResource::unknownAccount);
        SignInAttempt attempt = SignInAttempt.of(person.id(), identifier);
        if (form.value("password").isPresent()) {
            Factor.checkFirst(person, form, false);
            attempt = afterFirstFactor(client, attempt, person);
        }
        return answer(client, attempt, person);
    }

    private Response withTicket(BrowserClient client, String ticket) {
        Optional<Ticket> redeemed = standIn.tickets().redeem(ticket);
        User user = redeemed.isPresent()
                ? standIn.users().find(redeemed.get().userId()).orElseThrow(ClerkException::invalidTicket)
                : invited(ticket);
        String session = standIn.lifecycle()
                .signIn(user, client, false, redeemed.flatMap(Ticket::actorId))
                .id();
        return answer(client, SignInAttempt.of(user.id(), user.identifier()).completed(session), user);
    }

    /** An invited person who has an account accepts the invitation by signing in. */
    private User invited(String ticket) {
        ObjectNode invitation = invitations.pending(ticket);
        User user = standIn.users()
                .byIdentifier(invitation.path("email_address").asText())
                .orElseThrow(SignInResource::unknownAccount);
        invitations.accept(invitation, user);
        return user;
    }

    private static ClerkException unknownAccount() {
        return new ClerkException(422, "form_identifier_not_found", "Couldn't find your account.", "identifier");
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String id) {
        BrowserClient client = request.client();
        SignInAttempt attempt = attempt(client, id);
        return request.read(client, AttemptJson.signIn(attempt, person(attempt)));
    }

    @POST
    @Path("/{id}/prepare_{factor: first|second}_factor")
    public Response prepare(@PathParam("id") String id) {
        BrowserClient client = request.client();
        SignInAttempt attempt = attempt(client, id);
        return answer(client, attempt.afterPreparation(), person(attempt));
    }

    @POST
    @Path("/{id}/attempt_first_factor")
    public Response attemptFirst(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        SignInAttempt attempt = attempt(client, id);
        User person = person(attempt);
        if (!attempt.status().equals(SignInAttempt.NEEDS_FIRST_FACTOR)) {
            throw ClerkException.verificationMissing();
        }
        Factor.checkFirst(person, Form.of(body), attempt.prepared());
        return answer(client, afterFirstFactor(client, attempt, person), person);
    }

    @POST
    @Path("/{id}/attempt_second_factor")
    public Response attemptSecond(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        SignInAttempt attempt = attempt(client, id);
        if (!attempt.status().equals(SignInAttempt.NEEDS_SECOND_FACTOR)) {
            throw ClerkException.verificationMissing();
        }
        Factor.checkSecond(Form.of(body));
        User person = person(attempt);
        return answer(client, complete(client, attempt, person, true), person);
    }

    private SignInAttempt afterFirstFactor(BrowserClient client, SignInAttempt attempt, User person) {
        return person.hasSecondFactor() ? attempt.waitingForSecondFactor() : complete(client, attempt, person, false);
    }

    private SignInAttempt complete(BrowserClient client, SignInAttempt attempt, User person, boolean secondFactor) {
        return attempt.completed(standIn.lifecycle()
                .signIn(person, client, secondFactor, Optional.empty())
                .id());
    }

    private Response answer(BrowserClient client, SignInAttempt attempt, User person) {
        return request.changed(standIn.clients().save(client.with(attempt)), AttemptJson.signIn(attempt, person));
    }

    private static SignInAttempt attempt(BrowserClient client, String id) {
        return client.signIn()
                .filter(attempt -> attempt.id().equals(id))
                .filter(attempt -> !attempt.status().equals(SignInAttempt.COMPLETE))
                .orElseThrow(ClerkException::notFound);
    }

    private User person(SignInAttempt attempt) {
        return Optional.of(attempt.userId()).flatMap(standIn.users()::find).orElseThrow(ClerkException::notFound);
    }
}
