package dev.clerkguard.standin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Organisations as the Backend API has them (Clerk docs, "Backend API reference", Organizations). */
@PermitAll
@Path("/dev-clerk/v1/organizations")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class OrganizationResource {
    private static final int MAX_MEMBERSHIPS = 5;
    private static final Set<String> CHANGEABLE = Set.of(
            "name",
            "slug",
            "max_allowed_memberships",
            "admin_delete_enabled",
            "public_metadata",
            "private_metadata",
            "created_at");
    private static final Set<String> OF_A_NEW_ONE = Set.of(
            "name",
            "slug",
            "created_by",
            "max_allowed_memberships",
            "public_metadata",
            "private_metadata",
            "created_at");

    private final StandIn standIn;
    private final WebhookSender events;
    private final ResourceRequest request;
    private final OrganizationJson json;

    OrganizationResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
        this.json = new OrganizationJson(standIn);
    }

    @GET
    public Response list() {
        request.requireSecretKey();
        return request.page(new OrganizationQuery(standIn, request.query())
                .all()
                .map(json::organization)
                .toList());
    }

    /** The creator becomes an admin of the organisation. */
    @POST
    public Response create(ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(given, OF_A_NEW_ONE);
        String name = wanted.path("name").asText();
        if (name.isBlank()) {
            throw new ClerkException(422, "form_param_nil", "Enter name.", "name");
        }
        Optional<User> creator = Optional.ofNullable(wanted.path("created_by").textValue())
                .map(id -> standIn.users().find(id).orElseThrow(ClerkException::notFound));
        String id = Ids.create("org_");
        String slug = Optional.ofNullable(wanted.path("slug").textValue()).orElseGet(() -> slug(name, id));
        requireFreeSlug(slug);
        standIn.organizations().create(of(wanted, id, slug));
        Organization organization = organization(id);
        events.send("organization.created", json.organization(organization));
        creator.ifPresent(user -> {
            Membership membership = Membership.of(Ids.create("orgmem_"), id, user.id(), "admin");
            standIn.organizations().addMember(membership);
            events.send("organizationMembership.created", json.membership(membership));
        });
        return ClerkJson.ok(json.organization(organization));
    }

    private ObjectNode of(ObjectNode wanted, String id, String slug) {
        long now = System.currentTimeMillis();
        ObjectNode organization = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "organization")
                .put("image_url", standIn.images() + slug)
                .put("has_image", false)
                .put("max_allowed_memberships", MAX_MEMBERSHIPS)
                .put("admin_delete_enabled", true)
                .putNull("created_by")
                .put("created_at", now)
                .put("updated_at", now);
        organization.putObject("public_metadata");
        organization.putObject("private_metadata");
        organization.setAll(wanted);
        return organization.put("slug", slug);
    }

    private static String slug(String name, String id) {
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return readable + "-" + id.substring(id.length() - 8);
    }

    private void requireFreeSlug(String slug) {
        if (standIn.organizations().find(slug).isPresent()) {
            throw new ClerkException(422, "form_identifier_exists", "The slug " + slug + " is taken.", "slug");
        }
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String id) {
        request.requireSecretKey();
        return ClerkJson.ok(json.organization(organization(id)));
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(given, CHANGEABLE);
        Organization organization = organization(id);
        Optional.ofNullable(wanted.path("slug").textValue())
                .filter(slug -> !slug.equals(organization.slug()))
                .ifPresent(this::requireFreeSlug);
        return changed(organization, known -> known.setAll(wanted));
    }

    @PATCH
    @Path("/{id}/metadata")
    public Response mergeMetadata(@PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        return changed(organization(id), request.metadata(given, false));
    }

    @PUT
    @Path("/{id}/metadata")
    public Response replaceMetadata(@PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        return changed(organization(id), request.metadata(given, true));
    }

    @PUT
    @Path("/{id}/logo")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response putLogo(@PathParam("id") String id, @RestForm FileUpload file) {
        request.requireSecretKey();
        String image = Images.dataUrl(file);
        return changed(organization(id), known -> known.put("image_url", image).put("has_image", true));
    }

    @DELETE
    @Path("/{id}/logo")
    public Response deleteLogo(@PathParam("id") String id) {
        request.requireSecretKey();
        Organization organization = organization(id);
        String initial = standIn.images() + organization.slug();
        return changed(organization, known -> known.put("image_url", initial).put("has_image", false));
    }

    /** Its memberships, pending invitations and domains go with it. */
    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        request.requireSecretKey();
        Organization organization = organization(id);
        standIn.organizations().remove(organization.id());
        Store<ObjectNode> invitations = standIn.resources(StandIn.INVITATIONS);
        List<ObjectNode> pending = invitations.select(
                invitation -> invitation.path("organization_id").asText().equals(organization.id()));
        pending.forEach(invitation -> invitations.remove(invitation.path("id").asText()));
        Store<ObjectNode> domains = standIn.resources(OrganizationDomainResource.KIND);
        domains.select(domain -> domain.path("organization_id").asText().equals(organization.id()))
                .forEach(domain -> domains.remove(domain.path("id").asText()));
        ObjectNode deleted =
                ClerkJson.deleted("organization", organization.id()).put("slug", organization.slug());
        events.send("organization.deleted", deleted);
        return ClerkJson.ok(deleted);
    }

    private Organization organization(String which) {
        return standIn.organizations().find(which).orElseThrow(ClerkException::notFound);
    }

    private Response changed(Organization organization, Consumer<ObjectNode> change) {
        ObjectNode changed = standIn.organizations()
                .change(organization.id(), change)
                .map(json::organization)
                .orElseThrow(ClerkException::notFound);
        events.send("organization.updated", changed);
        return ClerkJson.ok(changed);
    }
}
