package dev.clerkguard.standin;

import java.util.function.UnaryOperator;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

/** Verifies the factors of a session again, as useReverification asks (Clerk docs, "Reverification"). */
@PermitAll
@Path("/dev-clerk/v1/client/sessions/{id}/verify")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class StepUpResource {
    private final StandIn standIn;
    private final FrontendRequest request;

    StepUpResource(StandIn standIn, FrontendRequest request) {
        this.standIn = standIn;
        this.request = request;
    }

    @POST
    public Response start(@PathParam("id") String id, String body) {
        String level = Form.of(body).required("level");
        BrowserClient client = request.client();
        User user = request.owner(request.session(client, id));
        StepUp started = StepUp.start(level, user.hasSecondFactor());
        return answer(client, user, change(id, session -> session.with(started)));
    }

    @POST
    @Path("/prepare_{factor: first|second}_factor")
    public Response prepare(@PathParam("id") String id) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        StepUp prepared = stepUp(session).afterPreparation();
        return answer(client, request.owner(session), change(id, known -> known.with(prepared)));
    }

    @POST
    @Path("/attempt_first_factor")
    public Response attemptFirst(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        User user = request.owner(session);
        StepUp stepUp = stepUp(session, StepUp.NEEDS_FIRST_FACTOR);
        Factor.checkFirst(user, Form.of(body), stepUp.prepared());
        StepUp verified = stepUp.afterFirstFactor(user.hasSecondFactor());
        long now = System.currentTimeMillis();
        return answer(
                client, user, change(id, known -> known.withFirstFactor(now).with(verified)));
    }

    @POST
    @Path("/attempt_second_factor")
    public Response attemptSecond(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        User user = request.owner(session);
        StepUp stepUp = stepUp(session, StepUp.NEEDS_SECOND_FACTOR);
        Factor.checkSecond(Form.of(body));
        long now = System.currentTimeMillis();
        return answer(
                client, user, change(id, known -> known.withSecondFactor(now).with(stepUp.completed())));
    }

    private static StepUp stepUp(BrowserSession session) {
        return session.stepUp()
                .filter(stepUp -> !stepUp.status().equals(StepUp.COMPLETE))
                .orElseThrow(ClerkException::verificationMissing);
    }

    private static StepUp stepUp(BrowserSession session, String status) {
        return session.stepUp()
                .filter(stepUp -> stepUp.status().equals(status))
                .orElseThrow(ClerkException::verificationMissing);
    }

    private BrowserSession change(String id, UnaryOperator<BrowserSession> change) {
        return standIn.sessions().change(id, change).orElseThrow(ClerkException::signedOut);
    }

    private Response answer(BrowserClient client, User user, BrowserSession session) {
        StepUp stepUp = session.stepUp().orElseThrow();
        return request.changed(client, AttemptJson.stepUp(stepUp, request.json().session(session, user), user));
    }
}
