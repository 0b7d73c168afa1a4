package dev.clerkguard.standin;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The members of organisations as the Backend API has them. */
@PermitAll
@Path("/dev-clerk/v1/organizations/{organization}/memberships")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class MembershipResource {
    private final StandIn standIn;
    private final WebhookSender events;
    private final ResourceRequest request;
    private final OrganizationJson json;

    MembershipResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
        this.json = new OrganizationJson(standIn);
    }

    @GET
    public Response ofOrganization(@PathParam("organization") String organization) {
        request.requireSecretKey();
        List<String> users = request.query().getOrDefault("user_id", List.of());
        List<String> roles = request.query().getOrDefault("role", List.of());
        return list(standIn.organizations().membersOf(organization(organization).id()).stream()
                .filter(member -> users.isEmpty() || users.contains(member.userId()))
                .filter(member -> roles.isEmpty() || roles.contains("org:" + member.role())));
    }

    private Response list(Stream<Membership> members) {
        Comparator<Membership> order = Comparator.comparingLong(Membership::createdAt);
        String by = request.query().getFirst("order_by");
        return request.page(members.sorted(by == null || by.startsWith("-") ? order.reversed() : order)
                .map(json::membership)
                .toList());
    }

    @POST
    public Response create(@PathParam("organization") String which, ObjectNode given) {
        request.requireSecretKey();
        Organization organization = organization(which);
        ObjectNode wanted = request.body(given, Set.of("user_id", "role", "public_metadata", "private_metadata"));
        User user = standIn.users().find(wanted.path("user_id").asText()).orElseThrow(ClerkException::notFound);
        String role = organization.requireRole(wanted.path("role").asText());
        Membership membership = standIn.members().join(organization, user, role);
        Membership changed = standIn.organizations()
                .changeMember(organization.id(), user.id(), member -> member.merge(wanted))
                .orElse(membership);
        return sent("organizationMembership.created", changed);
    }

    @PATCH
    @Path("/{user}")
    public Response update(@PathParam("organization") String which, @PathParam("user") String user, ObjectNode given) {
        request.requireSecretKey();
        Organization organization = organization(which);
        String role = organization.requireRole(
                request.body(given, Set.of("role")).path("role").asText());
        return sent(
                "organizationMembership.updated",
                standIn.organizations()
                        .changeMember(organization.id(), user, member -> member.withRole(role))
                        .orElseThrow(ClerkException::notFound));
    }

    @PATCH
    @Path("/{user}/metadata")
    public Response mergeMetadata(
            @PathParam("organization") String which, @PathParam("user") String user, ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(given, Set.of("public_metadata", "private_metadata"));
        return sent(
                "organizationMembership.updated",
                standIn.organizations()
                        .changeMember(organization(which).id(), user, member -> member.merge(wanted))
                        .orElseThrow(ClerkException::notFound));
    }

    @DELETE
    @Path("/{user}")
    public Response delete(@PathParam("organization") String which, @PathParam("user") String user) {
        request.requireSecretKey();
        return sent(
                "organizationMembership.deleted",
                standIn.organizations()
                        .removeMember(organization(which).id(), user)
                        .orElseThrow(ClerkException::notFound));
    }

    private Organization organization(String which) {
        return standIn.organizations().find(which).orElseThrow(ClerkException::notFound);
    }

    private Response sent(String event, Membership membership) {
        ObjectNode body = json.membership(membership);
        events.send(event, body);
        return ClerkJson.ok(body);
    }
}
