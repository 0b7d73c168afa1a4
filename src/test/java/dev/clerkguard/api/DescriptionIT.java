package dev.clerkguard.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Delivery;
import dev.clerkguard.testing.Service;

/** The rest of what is described: the packaged application where something is away. */
class DescriptionIT {
    @Test
    void answersAreAsDescribedWhereSomethingIsAway() throws IOException {
        String away = "localhost:" + unusedPort();
        Map<String, String> nothing =
                Map.of("CLERK_JWKS_URL", "http://" + away + "/jwks.json", "CLERK_ISSUER", Claims.ISSUER);
        Map<String, String> noRedis = Map.of(
                "CLERK_JWT_KEY",
                ClerkStub.KEY.pem(),
                "CLERK_ISSUER",
                Claims.ISSUER,
                "CLERK_WEBHOOK_SIGNING_SECRET",
                Delivery.SECRET,
                "REDIS_URL",
                "redis://" + away,
                "CLERK_REPLICAS_OUTBOX",
                "1");
        try (Service keyless = Service.start(nothing);
                Service alone = Service.start(noRedis)) {
            Description description = new Description(
                    given().get(keyless.managementUrl("/q/openapi?format=json")).asString());

            description.holds("get", "/auth/session", 503, signedIn().get(keyless.url("/auth/session")));
            description.holds("get", "/auth/verify", 503, signedIn().get(keyless.url("/auth/verify")));
            description.holds("post", "/webhooks/clerk", 404, send(keyless, "sess_0"));
            send(alone, "sess_1");
            description.holds("post", "/webhooks/clerk", 503, send(alone, "sess_2"));

            assertEquals(Description.WHERE_SOMETHING_IS_AWAY, description.seen());
        }
    }

    private static Response send(Service service, String session) {
        return Delivery.of("session.revoked", "{\"object\":\"session\",\"id\":\"" + session + "\"}")
                .send(service.url(""))
                .extract()
                .response();
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
