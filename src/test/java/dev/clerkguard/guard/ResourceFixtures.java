package dev.clerkguard.guard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Resources in every shape in which a team might write one. */
final class ResourceFixtures {
    private static final String OK = "ok";

    private ResourceFixtures() {}

    @Path("/shapes/plain")
    public static class Plain {
        @GET
        public String get() {
            return OK;
        }

        @GET
        @Path("/non-blocking")
        @NonBlocking
        public String nonBlocking() {
            return OK;
        }

        @GET
        @Path("/uni")
        public Uni<String> uni() {
            return Uni.createFrom().item(OK);
        }

        @GET
        @Path("/multi")
        public Multi<String> multi() {
            return Multi.createFrom().item(OK);
        }

        @GET
        @Path("/stage")
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture(OK);
        }

        @POST
        @Path("/body")
        @Consumes(MediaType.APPLICATION_JSON)
        public String body(java.util.Map<String, String> body) {
            return OK;
        }

        @GET
        @PermitAll
        @Path("/open")
        public String open() {
            return OK;
        }

        @GET
        @Authenticated
        @Path("/authenticated")
        public String authenticated() {
            return OK;
        }

        @GET
        @RolesAllowed("org:admin")
        @Path("/admin")
        public String admin() {
            return OK;
        }

        @GET
        @DenyAll
        @Path("/denied")
        public String denied() {
            return OK;
        }
    }

    @PermitAll
    @Path("/shapes/open-class")
    public static class OpenClass {
        @GET
        public String get() {
            return OK;
        }

        @GET
        @RolesAllowed("org:admin")
        @Path("/admin")
        public String admin() {
            return OK;
        }

        @GET
        @Authenticated
        @Path("/authenticated")
        public String authenticated() {
            return OK;
        }

        @GET
        @DenyAll
        @Path("/denied")
        public String denied() {
            return OK;
        }
    }

    public abstract static class Parent {
        @GET
        @Path("/inherited")
        public String inherited() {
            return OK;
        }

        @GET
        @PermitAll
        @Path("/inherited-open")
        public String inheritedOpen() {
            return OK;
        }

        @GET
        @PermitAll
        @Path("/overridden")
        public String overridden() {
            return OK;
        }
    }

    @PermitAll
    public abstract static class OpenParent {
        @GET
        @Path("/of-open-parent")
        public String ofOpenParent() {
            return OK;
        }
    }

    /** Says nothing itself. */
    @Path("/shapes/child")
    public static class Child extends Parent {
        @Override
        @GET
        @Path("/overridden")
        public String overridden() {
            return OK;
        }
    }

    /** Inherits a method from a class that is open to all, and says nothing itself. */
    @Path("/shapes/child-of-open")
    public static class ChildOfOpen extends OpenParent {}

    /** Inherits the same method, and restricts itself: the same Java method, another answer. */
    @Authenticated
    @Path("/shapes/restricted-child-of-open")
    public static class RestrictedChildOfOpen extends OpenParent {}

    /** Opens itself, and so its own methods, not those that it inherits from a class that says nothing. */
    @PermitAll
    @Path("/shapes/open-child")
    public static class OpenChild extends Parent {
        @GET
        @Path("/own")
        public String own() {
            return OK;
        }
    }

    @Path("/shapes/interface")
    public interface Contract {
        @GET
        @PermitAll
        String get();
    }

    /** An interface opens nothing: the annotation is not where the code is. */
    public static class OfContract implements Contract {
        @Override
        public String get() {
            return OK;
        }
    }

    @Path("/shapes/locator")
    public static class Locator {
        @Path("/plain")
        public Sub plain() {
            return new Sub();
        }
    }

    public static class Sub {
        @GET
        public String get() {
            return OK;
        }

        @GET
        @PermitAll
        @Path("/open")
        public String open() {
            return OK;
        }
    }
}
