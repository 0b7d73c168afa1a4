package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.session.CurrentSession;
import dev.clerkguard.session.Session;

/** Resources and beans whose restrictions are not on the method that runs. */
final class InheritedRestrictions {
    private static final String OK = "ok";
    private static final String CREATE = "org:invoices:create";

    private InheritedRestrictions() {}

    @RequiresPermission(CREATE)
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface InvoiceAdmin {}

    @InvoiceAdmin
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface Twice {}

    interface MethodContract {
        @RequiresPermission(CREATE)
        String interfaceMethod();
    }

    @RequiresPermission(CREATE)
    interface TypeContract {}

    abstract static class Parent {
        @RequiresPermission(CREATE)
        public String overridden() {
            return OK;
        }
    }

    @Path("/inherited/methods")
    public static class Methods extends Parent implements MethodContract {
        @Inject
        Service service;

        @Inject
        TypeService typeService;

        @Inject
        Type resource;

        @GET
        @Path("/interface-method")
        @Override
        public String interfaceMethod() {
            return OK;
        }

        @GET
        @Path("/overridden")
        @Override
        public String overridden() {
            return OK;
        }

        @GET
        @Path("/composed")
        @InvoiceAdmin
        public String composed() {
            return OK;
        }

        @GET
        @Path("/composed-twice")
        @Twice
        public String composedTwice() {
            return OK;
        }

        @GET
        @Path("/service")
        public String service() {
            return service.create();
        }

        @GET
        @Path("/service-uni")
        public Uni<String> serviceUni() {
            return service.createLater();
        }

        @GET
        @Path("/service-composed")
        public String serviceComposed() {
            return service.composed();
        }

        @GET
        @Path("/service-interface")
        public String serviceInterface() {
            return service.interfaceMethod();
        }

        @GET
        @Path("/service-type")
        public String serviceType() {
            return typeService.get();
        }

        @GET
        @Path("/resource-as-bean")
        public String resourceAsBean() {
            return resource.get();
        }

        @GET
        @Path("/inclusive")
        @PermissionsAllowed(
                value = {"invoices:create", "invoices:delete"},
                inclusive = true)
        public String inclusive() {
            return OK;
        }

        @GET
        @Path("/inclusive-name")
        @PermissionsAllowed(
                value = {"invoices", "invoices:create"},
                inclusive = true)
        public String inclusiveName() {
            return OK;
        }

        @GET
        @Path("/role-and-verification")
        @Reverified("strict")
        @RequiresPermission(CREATE)
        public String roleAndVerification() {
            return OK;
        }
    }

    @Path("/inherited/type")
    public static class Type implements TypeContract {
        @GET
        public String get() {
            return OK;
        }
    }

    @ApplicationScoped
    static class Service implements MethodContract {
        @RequiresPermission(CREATE)
        String create() {
            return OK;
        }

        @RequiresPermission(CREATE)
        Uni<String> createLater() {
            return Uni.createFrom().item(OK);
        }

        @Twice
        String composed() {
            return OK;
        }

        @Override
        public String interfaceMethod() {
            return OK;
        }
    }

    @ApplicationScoped
    static class TypeService implements TypeContract {
        String get() {
            return OK;
        }
    }

    interface GenericContract<T extends Number> {
        @RequiresPermission(CREATE)
        String generic(T id);
    }

    @ApplicationScoped
    static class GenericService implements GenericContract<Integer> {
        @Override
        public String generic(Integer id) {
            return OK;
        }
    }

    @Path("/inherited/generic")
    public static class Generic {
        @Inject
        GenericService service;

        @GET
        public String get() {
            return service.generic(1);
        }
    }

    interface PostContract<T> {
        @POST
        String post(T body);
    }

    @Path("/inherited/generic-resource")
    public static class GenericResource implements PostContract<String> {
        @Override
        @RequiresPermission(CREATE)
        public String post(String body) {
            return OK;
        }
    }

    @Path("/inherited/absent")
    public static class Absent {
        @Inject
        Session session;

        @Inject
        CurrentSession current;

        @GET
        @PermitAll
        @NonBlocking
        @Path("/session")
        public String session() {
            return session.userId();
        }

        @GET
        @PermitAll
        @NonBlocking
        @Path("/current")
        public String current() {
            return current.find().map(Session::userId).orElse("anonymous");
        }
    }
}
