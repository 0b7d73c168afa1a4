package dev.clerkguard.problem;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;

/** The one place where an exception becomes an answer: always JSON, and never with a message from inside a library. */
class ProblemMapper {
    private final RefusalCounts counts;

    ProblemMapper(RefusalCounts counts) {
        this.counts = counts;
    }

    @ServerExceptionMapper
    Response refused(RefusedException refusal) {
        return answer(refusal);
    }

    private Response answer(RefusedException refusal) {
        counts.add(refusal.reason());
        return Problems.response(refusal);
    }

    @ServerExceptionMapper
    Response noIdentity(UnauthorizedException missing) {
        return answer(Problems.noIdentity());
    }

    @ServerExceptionMapper
    Response notAuthenticated(AuthenticationFailedException failure) {
        return answer(Problems.notAuthenticated());
    }

    /** Quarkus does not say what was missing; the method's own annotation does. */
    @ServerExceptionMapper
    Response notAllowed(ForbiddenException forbidden, ResourceInfo resource) {
        Method method = resource == null ? null : resource.getResourceMethod();
        RolesAllowed roles = method == null ? null : annotation(method, RolesAllowed.class);
        PermissionsAllowed permissions = method == null ? null : annotation(method, PermissionsAllowed.class);
        if (roles != null) {
            return missing(Reason.ROLE_MISSING, "role", String.join(" or ", roles.value()));
        }
        if (permissions != null) {
            String named = Stream.of(permissions.value())
                    .map(name -> name.startsWith("org:") ? name : "org:" + name)
                    .collect(Collectors.joining(permissions.inclusive() ? " and " : " or "));
            return missing(Reason.PERMISSION_MISSING, "permission", named);
        }
        return answer(Problems.forbidden());
    }

    private Response missing(Reason reason, String kind, String name) {
        return answer(new RefusedException(reason, "This needs the " + kind + " " + name + ".")
                .with("missing", Map.of(kind, name)));
    }

    private static <A extends Annotation> A annotation(Method method, Class<A> type) {
        A own = method.getAnnotation(type);
        return own != null ? own : method.getDeclaringClass().getAnnotation(type);
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException missing) {
        return Problems.ofStatus(404);
    }

    /** Keeps what a resource put into its own response; an answer without a body gets one. */
    @ServerExceptionMapper
    Response webApplication(WebApplicationException failure) {
        Response response = failure.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(Problem.MEDIA_TYPE)
                .entity(Problems.ofStatus(response.getStatus()).getEntity())
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        return Problems.unexpected(failure);
    }
}
