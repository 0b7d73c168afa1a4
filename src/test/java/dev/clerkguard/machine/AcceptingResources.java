package dev.clerkguard.machine;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;

import dev.clerkguard.guard.Accepts;
import dev.clerkguard.guard.NotImpersonated;
import dev.clerkguard.guard.RequiresPermission;
import dev.clerkguard.guard.RequiresScope;
import dev.clerkguard.session.Session;
import dev.clerkguard.token.TokenType;
import dev.clerkguard.user.CurrentUser;

/** Resources and beans that accept more than session tokens, in every way in which they can say so. */
final class AcceptingResources {
    private AcceptingResources() {}

    @Accepts(TokenType.API_KEY)
    @RequiresScope("invoices:read")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ForInvoices {}

    interface Inherited {
        @Accepts(TokenType.API_KEY)
        String inherited();
    }

    @Path("/accepts")
    @Accepts({TokenType.API_KEY, TokenType.SESSION_TOKEN})
    public static class Resource implements Inherited {
        @Inject
        AuthenticatedPrincipal principal;

        @Inject
        Session session;

        @Inject
        JsonWebToken jwt;

        @Inject
        CurrentUser user;

        @Inject
        Bean bean;

        @GET
        @Path("/class")
        public String ofClass() {
            return principal.tokenType().code() + " " + principal.subject() + " " + principal.hasScope("invoices:read");
        }

        @GET
        @Path("/events")
        @Accepts({TokenType.API_KEY, TokenType.OAUTH_TOKEN})
        @Produces(MediaType.SERVER_SENT_EVENTS)
        public Multi<String> events() {
            return Multi.createFrom()
                    .ticks()
                    .every(Duration.ofMillis(50))
                    .onOverflow()
                    .drop()
                    .map(String::valueOf);
        }

        @GET
        @Path("/method")
        @Accepts(TokenType.M2M_TOKEN)
        @NonBlocking
        public String ofMethod() {
            return principal.machineId().orElse("?");
        }

        @GET
        @Path("/inherited")
        @Override
        public String inherited() {
            return principal.tokenType().code();
        }

        @GET
        @Path("/composed")
        @ForInvoices
        public String composed() {
            return principal.tokenType().code();
        }

        @GET
        @Path("/scope")
        @RequiresScope({"invoices:read", "invoices:delete"})
        public String scope() {
            return "deleted";
        }

        @GET
        @Path("/bean")
        public String bean() {
            return bean.forKeys();
        }

        @GET
        @Path("/bean-scope")
        public String beanScope() {
            return bean.withScope();
        }

        @GET
        @PermitAll
        @Path("/public-bean")
        public String publicBean() {
            return bean.forKeys();
        }

        @GET
        @Path("/session")
        public String session() {
            return session.userId();
        }

        @GET
        @Path("/jwt")
        public String jwt() {
            return jwt.getName();
        }

        @GET
        @Path("/jwt-non-blocking")
        @NonBlocking
        public String jwtNonBlocking() {
            return jwt.getSubject();
        }

        @GET
        @Path("/user")
        public String user() {
            return user.await().id();
        }

        @GET
        @Path("/role")
        @RolesAllowed("org:admin")
        public String role() {
            return "admin";
        }

        @GET
        @Path("/authenticated")
        @Authenticated
        @Accepts(TokenType.OAUTH_TOKEN)
        public String authenticated() {
            return principal.tokenType().code();
        }

        @GET
        @Path("/permission")
        @RequiresPermission("org:a:b")
        public String permission() {
            return "permitted";
        }

        @GET
        @Path("/quarkus-permission")
        @PermissionsAllowed("a:b")
        public String quarkusPermission() {
            return "permitted";
        }

        @GET
        @Path("/in-person")
        @NotImpersonated
        @Accepts({TokenType.API_KEY, TokenType.OAUTH_TOKEN})
        public String inPerson() {
            return principal.subject();
        }
    }

    @ApplicationScoped
    public static class Bean {
        @Inject
        AuthenticatedPrincipal principal;

        @Accepts(TokenType.API_KEY)
        String forKeys() {
            return principal.tokenType().code();
        }

        @RequiresScope("invoices:read")
        String withScope() {
            return principal.tokenType().code();
        }
    }
}
