package dev.clerkguard.guard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

import io.quarkus.vertx.web.Route;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.session.Session;

/** What an application may serve beside Jakarta REST resources. */
class OtherRoutes {
    private OtherRoutes() {}

    @ApplicationScoped
    static class Routes {
        @Route(path = "/other/route")
        String route() {
            return "a route";
        }

        @Route(path = "/other/restricted")
        @RequiresPermission("invoices:create")
        String restricted() {
            return "a route";
        }

        @Route(path = "/other/restricted-uni")
        @RequiresPermission("invoices:create")
        Uni<String> restrictedUni() {
            return Uni.createFrom().item("a route");
        }

        @Route(regex = "/other/regex/[0-9]+")
        String regex() {
            return "a route";
        }

        @Route(path = "/other/public/*")
        String open() {
            return "a public route";
        }

        void register(@Observes Router router) {
            router.get("/other/router").handler(routing -> routing.end("a route"));
            router.get("/other/variable/:id").handler(routing -> routing.end("a route"));
            router.route("/other/below/*").handler(this::below);
        }

        private void below(RoutingContext routing) {
            routing.end("a route");
        }
    }

    @GraphQLApi
    public static class Invoices {
        @Query
        public String invoice() {
            return "an invoice";
        }

        @Query
        @RequiresPermission("invoices:create")
        public String secret() {
            return "a secret";
        }
    }

    @WebSocket(path = "/other/socket")
    static class Socket {
        @OnTextMessage
        String echo(String text) {
            return text;
        }
    }

    @WebSocket(path = "/other/restricted-socket")
    static class RestrictedSocket {
        @Inject
        Session session;

        @OnTextMessage
        @RequiresPermission("invoices:create")
        String echo(String text) {
            return text + " " + session.userId();
        }
    }
}
