package dev.clerkguard.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.builder.ResponseBuilder;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.WebhookDelivery;

/** The rest of what is described: the packaged application where something is away. */
@Concurrent
class OpenApiContractIT {
    @Test
    void answersDuringAnOutage_areAsDescribed() throws IOException {
        String away = "localhost:" + unusedPort();
        Map<String, String> nothing =
                Map.of("CLERK_JWKS_URL", "http://" + away + "/jwks.json", "CLERK_ISSUER", Claims.ISSUER);
        Map<String, String> noRedis = Map.of(
                "CLERK_JWT_KEY",
                ClerkStub.KEY.pem(),
                "CLERK_ISSUER",
                Claims.ISSUER,
                "CLERK_PROTECTED_RESOURCE",
                "https://api.example.test",
                "CLERK_WEBHOOK_SIGNING_SECRET",
                WebhookDelivery.SECRET,
                "REDIS_URL",
                "redis://" + away,
                "CLERK_REPLICAS_QUEUE_SIZE",
                "1",
                "CLERK_WEBHOOK_READ_TIMEOUT",
                "1s");
        try (ServiceProcess keyless = ServiceProcess.start(nothing);
                ServiceProcess alone = ServiceProcess.start(noRedis)) {
            OpenApiDocument description = new OpenApiDocument(
                    given().get(keyless.managementUrl("/q/openapi?format=json")).asString());

            description.holds("get", "/auth/session", 503, signedIn().get(keyless.url("/auth/session")));
            description.holds("get", "/auth/verify", 503, signedIn().get(keyless.url("/auth/verify")));
            description.holds("get", "/auth/whoami", 503, signedIn().get(keyless.url("/auth/whoami")));
            String metadata = "/.well-known/oauth-protected-resource";
            description.holds("get", metadata, 200, given().get(alone.url(metadata)));
            description.holds("post", "/webhooks/clerk", 404, send(keyless, "sess_0"));
            send(alone, "sess_1");
            description.holds("post", "/webhooks/clerk", 503, send(alone, "sess_2"));
            description.holds("post", "/webhooks/clerk", 408, fallSilent(alone));

            assertEquals(OpenApiDocument.WHERE_SOMETHING_IS_AWAY, description.seen());
        }
    }

    private static Response send(ServiceProcess service, String session) {
        return WebhookDelivery.of("session.revoked", "{\"object\":\"session\",\"id\":\"" + session + "\"}")
                .send(service.url(""))
                .extract()
                .response();
    }

    private static Response fallSilent(ServiceProcess service) {
        WebhookDelivery delivery = WebhookDelivery.of("sms.created", "{}");
        RawHttp.Answer answer = RawHttp.send(
                service.port(),
                "POST /webhooks/clerk HTTP/1.1",
                "Host: x",
                "svix-id: " + delivery.id(),
                "svix-timestamp: " + delivery.timestamp(),
                "svix-signature: " + delivery.signature(),
                "Content-Length: 1000");
        return new ResponseBuilder()
                .setStatusCode(answer.status())
                .setHeaders(new Headers(answer.headers().entrySet().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList()))
                .setContentType(answer.header("Content-Type"))
                .setBody(answer.body())
                .build();
    }

    private static RequestSpecification signedIn() {
        return given().auth().preemptive().oauth2(Claims.now().signedBy(ClerkStub.KEY));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
