package dev.clerkguard.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The roles and permissions of the instance: those of all organisations of the people file. They cannot be changed. */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class RoleResource {
    private final StandIn standIn;
    private final ResourceRequest request;

    RoleResource(StandIn standIn, ResourceRequest request) {
        this.standIn = standIn;
        this.request = request;
    }

    @GET
    @Path("/organization_roles")
    public Response roles() {
        request.requireSecretKey();
        return request.page(allRoles());
    }

    @GET
    @Path("/organization_roles/{id}")
    public Response role(@PathParam("id") String id) {
        request.requireSecretKey();
        return one(allRoles(), id);
    }

    @GET
    @Path("/organization_permissions")
    public Response permissions() {
        request.requireSecretKey();
        return request.page(allPermissions());
    }

    @GET
    @Path("/organization_permissions/{id}")
    public Response permission(@PathParam("id") String id) {
        request.requireSecretKey();
        return one(allPermissions(), id);
    }

    private static Response one(List<ObjectNode> all, String id) {
        return all.stream()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .map(ClerkJson::ok)
                .orElseThrow(ClerkException::notFound);
    }

    private List<ObjectNode> allRoles() {
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        standIn.organizations().all().forEach(organization -> organization
                .roles()
                .forEach((role, permissions) -> roles.computeIfAbsent(role, name -> new LinkedHashSet<>())
                        .addAll(permissions)));
        List<ObjectNode> all = new ArrayList<>();
        roles.forEach((role, permissions) -> {
            ObjectNode json = roleOrPermission("role", "role_" + role, role, "org:" + role)
                    .put("is_creator_eligible", role.equals("admin"));
            ArrayNode list = json.putArray("permissions");
            permissions.forEach(permission -> list.add(permissionJson(permission)));
            all.add(json);
        });
        return all;
    }

    private List<ObjectNode> allPermissions() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        allRoles().forEach(role -> role.path("permissions")
                .forEach(permission -> all.putIfAbsent(permission.path("id").asText(), (ObjectNode) permission)));
        return List.copyOf(all.values());
    }

    private static ObjectNode permissionJson(String name) {
        return roleOrPermission("permission", "perm_" + name.replace(':', '_'), name, "org:" + name)
                .put("type", "user");
    }

    private static ObjectNode roleOrPermission(String kind, String id, String name, String key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", kind)
                .put("id", id)
                .put("name", name)
                .put("key", key)
                .put("description", "")
                .put("created_at", 0)
                .put("updated_at", 0);
    }
}
