package dev.clerkguard.webhook;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.Problem;

/** Where Clerk says what happened. Public for the guard: each delivery proves with its signature where it is from. */
@Path("/webhooks/clerk")
public class WebhookResource {
    static final String RETRY_AFTER_SECONDS = "5";

    private static final byte[] NOTHING = {};

    private final Inbox inbox;

    WebhookResource(Inbox inbox) {
        this.inbox = inbox;
    }

    /** 204 when it is done, or was done before, or means nothing here; Svix sends again what is answered otherwise. */
    @POST
    @PermitAll
    @NonBlocking
    public Uni<Response> receive(RoutingContext request) {
        if (!Admission.admitted(request)) {
            return Uni.createFrom().item(problem(Admission.nothingHere()));
        }
        return Uni.createFrom()
                .completionStage(() -> inbox.receive(SvixSignature.Headers.of(request.request()), body(request)))
                .map(WebhookResource::answer)
                .onFailure(DeliveryRefused.class)
                .recoverWithItem(refused -> problem(((DeliveryRefused) refused).problem()));
    }

    /** The bytes as they came, which {@link Admission} let be read. */
    private static byte[] body(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null ? NOTHING : body.getBytes();
    }

    private static Response answer(Outcome outcome) {
        return outcome == Outcome.UNSTORED
                ? Response.fromResponse(problem(
                                Problem.ofStatus(503, "The other replicas cannot be told now. Send it again later.")))
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .build()
                : Response.noContent().build();
    }

    private static Response problem(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toJson())
                .build();
    }
}
