package dev.clerkguard.standin;

import java.util.Set;
import java.util.function.Consumer;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Second factors, image and invitations of a user as the Backend API has them. */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class UserFactorResource {
    private final StandIn standIn;
    private final WebhookSender events;
    private final ResourceRequest request;

    UserFactorResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
    }

    @POST
    @Path("/users/{id}/verify_totp")
    public Response verifyTotp(@PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        User user = user(id);
        String code = request.body(given, Set.of("code")).path("code").asText();
        if (!user.hasSecondFactor()) {
            throw new ClerkException(400, "totp_disabled", "The user has no authenticator app.");
        }
        if (!code.equals(Factor.CODE)) {
            throw new ClerkException(422, "form_code_incorrect", "Incorrect code.", "code");
        }
        return ClerkJson.ok(
                JsonNodeFactory.instance.objectNode().put("verified", true).put("code_type", "totp"));
    }

    @DELETE
    @Path("/users/{id}/mfa")
    public Response deleteSecondFactors(@PathParam("id") String id) {
        return changedFactors(id, user -> user.put("totp_enabled", false)
                .put("backup_code_enabled", false)
                .put("two_factor_enabled", false));
    }

    @DELETE
    @Path("/users/{id}/totp")
    public Response deleteTotp(@PathParam("id") String id) {
        return changedFactors(id, user -> user.put("totp_enabled", false).put("two_factor_enabled", false));
    }

    @DELETE
    @Path("/users/{id}/backup_code")
    public Response deleteBackupCodes(@PathParam("id") String id) {
        return changedFactors(id, user -> user.put("backup_code_enabled", false));
    }

    private Response changedFactors(String id, Consumer<ObjectNode> change) {
        request.requireSecretKey();
        changed(id, change);
        return ClerkJson.ok(JsonNodeFactory.instance.objectNode().put("user_id", id));
    }

    @POST
    @Path("/users/{id}/profile_image")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response putImage(@PathParam("id") String id, @RestForm FileUpload file) {
        request.requireSecretKey();
        user(id);
        String image = Images.dataUrl(file);
        return ClerkJson.ok(changed(id, user -> user.put("image_url", image).put("has_image", true)));
    }

    @DELETE
    @Path("/users/{id}/profile_image")
    public Response deleteImage(@PathParam("id") String id) {
        request.requireSecretKey();
        String initial = standIn.images() + user(id).name();
        return ClerkJson.ok(changed(id, user -> user.put("image_url", initial).put("has_image", false)));
    }

    @GET
    @Path("/users/{id}/organization_invitations")
    public Response invitations(@PathParam("id") String id) {
        request.requireSecretKey();
        return request.page(
                standIn.members().invitationsOf(user(id), request.query().getFirst("status")));
    }

    private User user(String id) {
        return standIn.users().find(id).orElseThrow(ClerkException::notFound);
    }

    private ObjectNode changed(String id, Consumer<ObjectNode> change) {
        User changed = standIn.users().change(id, change).orElseThrow(ClerkException::notFound);
        events.send("user.updated", changed.json());
        return changed.json();
    }
}
