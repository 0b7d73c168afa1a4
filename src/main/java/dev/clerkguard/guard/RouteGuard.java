package dev.clerkguard.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.http.PublicRoutes;
import dev.clerkguard.http.RestPath;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.token.FastPathAuthenticator;

/**
 * Protects by default what {@link AuthorizationFilter} does not guard: every route that does not belong to Quarkus
 * REST, and files. A request for a resource without a variable in its path costs one look-up here.
 */
@ApplicationScoped
class RouteGuard {
    /**
     * After Quarkus has prepared authentication (-200) and answered preflights (-300), before any route that serves.
     */
    private static final int AFTER_AUTHENTICATION = -150;

    private static final String GRPC = "application/grpc";
    /** The paths of Quarkus' own pages. In production they are on the management port. */
    private static final String FRAMEWORK_PAGES = "/q/";

    private final FastPathAuthenticator authenticator;
    private final WatchedStreams streams;
    private final PublicPaths publicPaths;
    private final String rootPath;
    private volatile Addresses addresses;
    private Router router;
    private Route own;

    /** @param literal full paths of resources without a variable; all of the rest is below the root path */
    private record Addresses(Set<String> literal, ForeignRoutes routes, Optional<StaticFiles> files) {}

    RouteGuard(
            FastPathAuthenticator authenticator,
            WatchedStreams streams,
            PublicPathsConfig config,
            @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String rootPath) {
        this.authenticator = authenticator;
        this.streams = streams;
        this.publicPaths = new PublicPaths(config.publicPaths().orElse(Set.of()));
        this.rootPath = withoutSlashes(rootPath);
    }

    private static String withoutSlashes(String path) {
        String plain = path.replaceAll("^/+|/+$", "");
        return plain.isEmpty() ? "" : "/" + plain;
    }

    /** Creates this bean before the server listens, so that a wrong entry ends the start in one line. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        // The constructor has checked the paths.
    }

    void register(@Observes Router router) {
        this.router = router;
        own = PublicRoutes.mark(router.route().order(AFTER_AUTHENTICATION).handler(this::guard));
    }

    private void guard(RoutingContext routing) {
        Addresses known = addresses();
        if (known.literal().contains(routing.request().path())) {
            routing.next();
            return;
        }
        String full = routing.normalizedPath();
        String path = full.startsWith(rootPath + "/") ? full.substring(rootPath.length()) : full;
        if (!isServedElsewhere(known, routing, path) || publicPaths.contains(full)) {
            routing.next();
        } else {
            authenticate(routing);
        }
    }

    private boolean isServedElsewhere(Addresses known, RoutingContext routing, String path) {
        if (isGrpc(routing)) {
            return true;
        }
        // A handler may decode an escape that is left in the normalized path.
        return Stream.of(path, decoded(path))
                .distinct()
                .anyMatch(each -> known.routes().contains(each)
                        || known.files()
                                .filter(files ->
                                        files.mayServe(routing.request().method(), each))
                                .isPresent());
    }

    /** A path with a broken escape decodes to nothing else: Vert.x answers it with 400. */
    private static String decoded(String path) {
        try {
            return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static boolean isGrpc(RoutingContext routing) {
        String type = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(GRPC);
    }

    private void authenticate(RoutingContext routing) {
        Optional<SecurityIdentity> known;
        try {
            known = authenticator.identity(routing);
        } catch (RefusedException refusal) {
            routing.fail(refusal);
            return;
        }
        if (known.isPresent()) {
            admit(routing, known.get());
            return;
        }
        Uni<SecurityIdentity> deferred = routing.get(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
        deferred.subscribe().with(identity -> admit(routing, identity), failure -> refuse(routing, failure));
    }

    /** Quarkus may have answered the request already. */
    private static void refuse(RoutingContext routing, Throwable failure) {
        if (!routing.failed() && !routing.response().ended()) {
            routing.fail(failure);
        }
    }

    private void admit(RoutingContext routing, SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            routing.fail(new RefusedException(Reason.SESSION_TOKEN_MISSING, AuthorizationFilter.SEND_A_TOKEN));
            return;
        }
        routing.setUser(new QuarkusHttpUser(identity));
        routing.put(QuarkusHttpUser.DEFERRED_IDENTITY_KEY, Uni.createFrom().item(identity));
        SessionIdentity.session(identity).ifPresent(session -> streams.watch(routing, session));
        routing.next();
    }

    private Addresses addresses() {
        Addresses known = addresses;
        if (known == null) {
            known = read();
            addresses = known;
        }
        return known;
    }

    /** With the first request, when every extension has registered its routes. */
    private Addresses read() {
        List<Route> all = router.getRoutes();
        List<Route> later = all.subList(all.indexOf(own) + 1, all.size());
        boolean development = LaunchMode.current().isDevOrTest();
        ForeignRoutes routes = new ForeignRoutes(later.stream()
                .filter(route -> !PublicRoutes.isMarked(route) && !FrameworkRoutes.contains(route))
                .filter(route -> !development || !FRAMEWORK_PAGES.equals(route.getPath()))
                .toList());
        String restPath = RestPath.prefix();
        Set<String> literal = ResourcePaths.literal().stream()
                .map(path -> restPath + path)
                .filter(path -> !routes.names(path.substring(rootPath.length())))
                .collect(Collectors.toSet());
        return new Addresses(literal, routes, StaticFiles.among(later));
    }
}
