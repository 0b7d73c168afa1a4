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

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;

/** The one place where an exception becomes an answer: always JSON, and never with a message from inside a library. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response refused(RefusedException refusal) {
        return Problems.response(refusal);
    }

    @ServerExceptionMapper
    Response noIdentity(UnauthorizedException missing) {
        return Problems.response(
                new RefusedException(Reason.SESSION_TOKEN_MISSING, "This needs a signed-in user, and there is none."));
    }

    @ServerExceptionMapper
    Response notAuthenticated(AuthenticationFailedException failure) {
        return Problems.response(
                new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The request could not be authenticated."));
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
                    .map(name -> "org:" + name)
                    .collect(Collectors.joining(permissions.inclusive() ? " and " : " or "));
            return missing(Reason.PERMISSION_MISSING, "permission", named);
        }
        return Problems.response(new RefusedException(Reason.FORBIDDEN, "The signed-in user may not do this."));
    }

    private static Response missing(Reason reason, String kind, String name) {
        return Problems.response(new RefusedException(reason, "This needs the " + kind + " " + name + ".")
                .with("missing", Map.of(kind, name)));
    }

    private static <A extends Annotation> A annotation(Method method, Class<A> type) {
        A own = method.getAnnotation(type);
        return own != null ? own : method.getDeclaringClass().getAnnotation(type);
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException missing) {
        return Problems.response(Problem.ofStatus(404, "There is nothing at this address."));
    }

    /** Keeps what a resource put into its own response; an answer without a body gets one. */
    @ServerExceptionMapper
    Response webApplication(WebApplicationException failure) {
        Response response = failure.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        Problem problem = Problem.ofStatus(response.getStatus(), detail(response.getStatus()));
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(Problem.MEDIA_TYPE)
                .entity(problem.toJson())
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        LOG.error("A request failed unexpectedly", failure);
        return Problems.response(Problem.ofStatus(500, "Something went wrong here. It has been logged."));
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request could not be read.";
            case 405 -> "This address does not answer to that method; OPTIONS lists those that it does.";
            case 406 -> "None of the media types in the Accept header can be produced here.";
            case 415 -> "The body's media type is not understood here.";
            default -> "The request could not be answered.";
        };
    }
}
