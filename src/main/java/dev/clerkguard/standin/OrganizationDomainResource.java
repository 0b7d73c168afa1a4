package dev.clerkguard.standin;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The domains of organisations as the Backend API has them. No user is invited or suggested because of one. */
@PermitAll
@Path("/dev-clerk/v1/organizations/{organization}/domains")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class OrganizationDomainResource {
    /** The kind of {@link StandIn#resources} that holds them. */
    static final String KIND = "organization_domain";

    private static final String MODE = "enrollment_mode";
    private static final Set<String> MODES =
            Set.of("manual_invitation", "automatic_invitation", "automatic_suggestion");

    private final StandIn standIn;
    private final WebhookSender events;
    private final ResourceRequest request;

    OrganizationDomainResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
    }

    @GET
    public Response list(@PathParam("organization") String which) {
        request.requireSecretKey();
        return request.page(of(organization(which)));
    }

    @POST
    public Response create(@PathParam("organization") String which, ObjectNode given) {
        request.requireSecretKey();
        Organization organization = organization(which);
        ObjectNode wanted = request.body(given, Set.of("name", MODE, "verified"));
        String name = wanted.path("name").asText();
        if (!name.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
            throw new ClerkException(422, "form_param_format_invalid", "Enter a domain.", "name");
        }
        boolean taken = standIn.resources(KIND)
                .first(domain -> domain.path("name").asText().equalsIgnoreCase(name))
                .isPresent();
        if (taken) {
            throw new ClerkException(422, "form_identifier_exists", "The domain " + name + " is taken.", "name");
        }
        long now = System.currentTimeMillis();
        ObjectNode domain = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND)
                .put("id", Ids.create("orgdmn_"))
                .put("organization_id", organization.id())
                .put("name", name)
                .put(MODE, mode(wanted))
                .putNull("affiliation_email_address")
                .put("total_pending_invitations", 0)
                .put("total_pending_suggestions", 0)
                .put("created_at", now)
                .put("updated_at", now);
        verify(domain, wanted.path("verified").asBoolean());
        standIn.resources(KIND).put(domain);
        events.send("organizationDomain.created", domain);
        return ClerkJson.ok(domain);
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("organization") String which, @PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        domain(which, id);
        ObjectNode wanted = request.body(given, Set.of(MODE, "verified"));
        ObjectNode changed = standIn.resources(KIND)
                .change(
                        id,
                        known -> Revision.of(known, json -> {
                            if (wanted.has(MODE)) {
                                json.put(MODE, mode(wanted));
                            }
                            if (wanted.has("verified")) {
                                verify(json, wanted.path("verified").asBoolean());
                            }
                        }))
                .orElseThrow(ClerkException::notFound);
        events.send("organizationDomain.updated", changed);
        return ClerkJson.ok(changed);
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("organization") String which, @PathParam("id") String id) {
        request.requireSecretKey();
        domain(which, id);
        standIn.resources(KIND).remove(id);
        ObjectNode deleted = ClerkJson.deleted(KIND, id);
        events.send("organizationDomain.deleted", deleted);
        return ClerkJson.ok(deleted);
    }

    private static String mode(ObjectNode wanted) {
        String mode = wanted.path(MODE).asText();
        if (!MODES.contains(mode)) {
            throw new ClerkException(422, "form_param_value_invalid", "There is no enrollment mode " + mode, MODE);
        }
        return mode;
    }

    private static void verify(ObjectNode domain, boolean verified) {
        domain.putObject("verification")
                .put("status", verified ? "verified" : "unverified")
                .put("strategy", "admin")
                .put("attempts", 0)
                .putNull("expires_at");
    }

    private List<ObjectNode> of(Organization organization) {
        return standIn.resources(KIND)
                .select(domain -> domain.path("organization_id").asText().equals(organization.id()));
    }

    private void domain(String which, String id) {
        if (of(organization(which)).stream()
                .noneMatch(domain -> domain.path("id").asText().equals(id))) {
            throw ClerkException.notFound();
        }
    }

    private Organization organization(String which) {
        return standIn.organizations().find(which).orElseThrow(ClerkException::notFound);
    }
}
