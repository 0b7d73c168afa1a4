package dev.clerkguard.guard;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Sub-resource locators whose restrictions are on the locator, on its class or on a parent. */
final class LocatorRestrictions {
    private static final String OK = "ok";
    private static final String CREATE = "org:invoices:create";

    private LocatorRestrictions() {}

    @Path("/inherited/locator")
    public static class Locators {
        static volatile int calls;

        @Path("/permission")
        @RequiresPermission(CREATE)
        public Sub permission() {
            calls++;
            return new Sub();
        }

        @Path("/in-person")
        @NotImpersonated
        public Sub inPerson() {
            return new Sub();
        }

        @Path("/shops/{id}")
        public Sub shop(@PathParam("id") String id) {
            calls++;
            if (!id.equals("1")) {
                throw new NotFoundException();
            }
            return new Sub();
        }
    }

    abstract static class LocatorParent {
        static volatile int calls;

        @Path("/sub")
        public Sub sub() {
            calls++;
            return new Sub();
        }
    }

    @Path("/inherited/inherited-locator")
    public static class InheritsLocator extends LocatorParent {}

    @Path("/inherited/siblings")
    public static class Siblings {
        @Path("/shops/{id}")
        public Sub shop() {
            return new Sub();
        }

        @GET
        @PermitAll
        @Path("/shops/{id}/open")
        public String open() {
            return OK;
        }
    }

    @Path("/inherited/locator-class")
    @RequiresPermission(CREATE)
    public static class RestrictedLocators {
        @Path("/sub")
        public Sub sub() {
            return new Sub();
        }
    }

    abstract static class RestrictedLocatorParent {
        @Path("/permission")
        @RequiresPermission(CREATE)
        public Sub permission() {
            return new Sub();
        }
    }

    @Path("/inherited/restricted-locator")
    public static class InheritsRestrictedLocator extends RestrictedLocatorParent {}

    public static class Sub {
        @GET
        public String get() {
            return OK;
        }
    }
}
