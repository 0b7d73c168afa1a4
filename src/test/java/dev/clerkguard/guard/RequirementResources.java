package dev.clerkguard.guard;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.security.PermissionChecker;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.session.Requirement;
import dev.clerkguard.session.SessionIdentity;

/** Resources that ask for more than a session. */
final class RequirementResources {
    private static final String OK = "ok";

    private RequirementResources() {}

    @Path("/demands")
    public static class Methods {
        @GET
        @RolesAllowed("org:admin")
        @Path("/role")
        public String role() {
            return OK;
        }

        @GET
        @PermissionsAllowed("invoices:create")
        @Path("/quarkus-permission")
        public String quarkusPermission() {
            return OK;
        }

        @GET
        @PermissionsAllowed("org:invoices:create")
        @Path("/checked-permission")
        public String checkedPermission() {
            return OK;
        }

        @GET
        @RequiresPermission("org:invoices:create")
        @Path("/permission")
        public String permission() {
            return OK;
        }

        @GET
        @RequiresPermission({"invoices:create", "invoices:read"})
        @Path("/permissions")
        public String permissions() {
            return OK;
        }

        @GET
        @RequiresFeature("org:invoices")
        @Path("/feature")
        public String feature() {
            return OK;
        }

        @GET
        @RequiresPlan("business")
        @Path("/plan")
        public String plan() {
            return OK;
        }

        @GET
        @Reverified("strict")
        @Path("/strict")
        public String strict() {
            return OK;
        }

        @GET
        @Reverified("first_factor:5")
        @Path("/five-minutes")
        public String fiveMinutes() {
            return OK;
        }

        @GET
        @NotImpersonated
        @Path("/in-person")
        public String inPerson() {
            return OK;
        }

        @GET
        @PermitAll
        @RequiresPlan("business")
        @Path("/both")
        public String both() {
            return OK;
        }
    }

    @NotImpersonated
    @RequiresFeature("invoices")
    @Path("/demands/class")
    public static class OfClass {
        @GET
        public String get() {
            return OK;
        }

        @GET
        @RequiresPermission("invoices:create")
        @Path("/more")
        public String more() {
            return OK;
        }

        @GET
        @PermitAll
        @Path("/open")
        public String open() {
            return OK;
        }
    }

    /** Quarkus accepts a name with two colons where the application explains it (docs/authorization.md). */
    @ApplicationScoped
    public static class Checkers {
        @PermissionChecker("org:invoices:create")
        boolean mayCreateInvoices(SecurityIdentity identity) {
            return SessionIdentity.session(identity)
                    .filter(session -> session.has(new Requirement.Permission("org:invoices:create")))
                    .isPresent();
        }
    }
}
