package dev.clerkguard.problem;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;

/** Maps exceptions to answers. The answer is always JSON and never contains a library's message. */
class ProblemMapper {
    private static final int BAD_REQUEST = 400;

    private final RefusalCounts counts;
    private final RequestReadFailures readFailures;

    ProblemMapper(RefusalCounts counts, RequestReadFailures readFailures) {
        this.counts = counts;
        this.readFailures = readFailures;
    }

    @ServerExceptionMapper
    Response refused(RefusedException refusal, RoutingContext request) {
        return answer(refusal, request);
    }

    private Response answer(RefusedException refusal, RoutingContext request) {
        counts.add(refusal.reason());
        return Problems.response(refusal, Challenge.of(request));
    }

    @ServerExceptionMapper
    Response noIdentity(UnauthorizedException missing, RoutingContext request) {
        return answer(Problems.noIdentity(), request);
    }

    @ServerExceptionMapper
    Response notAuthenticated(AuthenticationFailedException failure, RoutingContext request) {
        return answer(Problems.notAuthenticated(), request);
    }

    /** Quarkus' exception does not name the missing role or permission. The annotation of the method does. */
    @ServerExceptionMapper
    Response notAllowed(ForbiddenException forbidden, ResourceInfo resource, RoutingContext request) {
        Method method = resource == null ? null : resource.getResourceMethod();
        RolesAllowed roles = method == null ? null : annotation(method, RolesAllowed.class);
        PermissionsAllowed permissions = method == null ? null : annotation(method, PermissionsAllowed.class);
        if (roles != null) {
            return missing(request, Reason.ROLE_MISSING, "role", String.join(" or ", roles.value()));
        }
        if (permissions != null) {
            String named = Stream.of(permissions.value())
                    .map(name -> name.startsWith("org:") ? name : "org:" + name)
                    .collect(Collectors.joining(permissions.inclusive() ? " and " : " or "));
            return missing(request, Reason.PERMISSION_MISSING, "permission", named);
        }
        return answer(Problems.forbidden(), request);
    }

    private Response missing(RoutingContext request, Reason reason, String kind, String name) {
        return answer(
                new RefusedException(reason, "This needs the " + kind + " " + name + ".")
                        .with("missing", Map.of(kind, name)),
                request);
    }

    private static <A extends Annotation> A annotation(Method method, Class<A> type) {
        A own = method.getAnnotation(type);
        return own != null ? own : method.getDeclaringClass().getAnnotation(type);
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException missing) {
        return Problems.ofStatus(404);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, RoutingContext request) {
        return readFailures.isReadFailure(request.request(), failure)
                ? Problems.ofStatus(BAD_REQUEST)
                : Problems.unexpected(failure);
    }
}
