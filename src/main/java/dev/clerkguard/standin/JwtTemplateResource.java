package dev.clerkguard.standin;

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

/**
 * JWT templates as the Backend API has them. A token of a template has its claims and lifetime. A name without a
 * template gives a token without further claims.
 */
@PermitAll
@Path("/dev-clerk/v1/jwt_templates")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class JwtTemplateResource {
    private static final int LIFETIME_SECONDS = 60;
    private static final int CLOCK_SKEW_SECONDS = 5;
    private static final Set<String> PARAMETERS = Set.of("name", "claims", "lifetime", "allowed_clock_skew");

    private final StandIn standIn;
    private final ResourceRequest request;

    JwtTemplateResource(StandIn standIn, ResourceRequest request) {
        this.standIn = standIn;
        this.request = request;
    }

    @GET
    public Response list() {
        request.requireSecretKey();
        return request.bareOrPaginated(standIn.templates().all());
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String id) {
        request.requireSecretKey();
        return standIn.templates().find(id).map(ClerkJson::ok).orElseThrow(ClerkException::notFound);
    }

    @POST
    public Response create(ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = checked(given);
        long now = System.currentTimeMillis();
        ObjectNode template = JsonNodeFactory.instance
                .objectNode()
                .put("object", StandIn.TEMPLATES)
                .put("id", Ids.create("jtmp_"))
                .put("lifetime", LIFETIME_SECONDS)
                .put("allowed_clock_skew", CLOCK_SKEW_SECONDS)
                .put("custom_signing_key", false)
                .put("signing_algorithm", "RS256")
                .put("created_at", now)
                .put("updated_at", now);
        template.setAll(wanted);
        return ClerkJson.ok(standIn.templates().put(template));
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = checked(given);
        return standIn.templates()
                .change(id, known -> Revision.of(known, json -> json.setAll(wanted)))
                .map(ClerkJson::ok)
                .orElseThrow(ClerkException::notFound);
    }

    private ObjectNode checked(ObjectNode given) {
        ObjectNode wanted = request.body(given, PARAMETERS);
        if (!wanted.path("claims").isObject()) {
            throw new ClerkException(422, "form_param_format_invalid", "Enter claims as an object.", "claims");
        }
        if (wanted.path("name").asText().isBlank()) {
            throw new ClerkException(422, "form_param_nil", "Enter name.", "name");
        }
        return wanted;
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        request.requireSecretKey();
        return standIn.templates()
                .remove(id)
                .map(template -> ClerkJson.ok(ClerkJson.deleted(StandIn.TEMPLATES, id)))
                .orElseThrow(ClerkException::notFound);
    }
}
