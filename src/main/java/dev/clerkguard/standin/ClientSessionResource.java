package dev.clerkguard.standin;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

/** The sessions of a browser: which organisation is active, tokens, and their end. */
@PermitAll
@Path("/dev-clerk/v1/client/sessions")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class ClientSessionResource {
    private static final String ACTIVE_ORGANIZATION = "active_organization_id";
    private static final String ORGANIZATION = "organization_id";

    private final StandIn standIn;
    private final FrontendRequest request;

    ClientSessionResource(StandIn standIn, FrontendRequest request) {
        this.standIn = standIn;
        this.request = request;
    }

    /** Signs out all sessions of this browser. */
    @DELETE
    public Response endAll() {
        BrowserClient client = request.client();
        standIn.sessions().activeIn(client.id()).forEach(session -> standIn.lifecycle()
                .end(session.id(), "removed"));
        return request.changed(client, request.json().client(client));
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String id) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        return request.read(client, request.json().session(session, request.owner(session)));
    }

    /** For setActive of clerk-js: selects the session, and the organisation when the form has one. */
    @POST
    @Path("/{id}/touch")
    public Response touch(@PathParam("id") String id, String body) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        User person = request.owner(session);
        Form form = Form.of(body);
        if (form.has(ACTIVE_ORGANIZATION)) {
            Optional<String> organization = membership(person, form.value(ACTIVE_ORGANIZATION));
            session = standIn.sessions()
                    .change(id, touched -> touched.in(organization))
                    .orElseThrow(ClerkException::signedOut);
        }
        return request.changed(client, request.json().session(session, person));
    }

    /** For another organisation than the active one when the form names it, or for none when it is empty. */
    @POST
    @Path("/{id}/tokens{template: (/[^/]+)?}")
    public Response token(@PathParam("id") String id, @PathParam("template") String template, String body) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        User person = request.owner(session);
        Form form = Form.of(body);
        BrowserSession wanted =
                form.has(ORGANIZATION) ? session.in(membership(person, form.value(ORGANIZATION))) : session;
        String token = template.isEmpty()
                ? standIn.tokens().token(wanted, person, request.origin())
                : standIn.tokens().templateToken(wanted, person, request.origin(), template.substring(1));
        return request.bare(client, FrontendJson.token(token));
    }

    @POST
    @Path("/{id}/{how: end|remove}")
    public Response end(@PathParam("id") String id, @PathParam("how") String how) {
        BrowserClient client = request.client();
        BrowserSession session = request.session(client, id);
        User person = request.owner(session);
        BrowserSession ended = standIn.lifecycle()
                .end(session.id(), how.equals("end") ? "ended" : "removed")
                .orElseThrow(ClerkException::signedOut);
        return request.changed(client, request.json().session(ended, person));
    }

    private Optional<String> membership(User user, Optional<String> organization) {
        return organization.map(which -> standIn.organizations()
                .find(which)
                .flatMap(found -> standIn.organizations().membership(found.id(), user.id()))
                .map(Membership::organizationId)
                .orElseThrow(() -> new ClerkException(
                        404,
                        "organization_not_found_or_unauthorized",
                        "Given organization not found, or you don't have permission to it.")));
    }
}
