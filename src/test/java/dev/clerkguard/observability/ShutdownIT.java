package dev.clerkguard.observability;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.WebhookDelivery;

/** The packaged application is told to end, as by a kubelet. */
@Concurrent
class ShutdownIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void sigterm_serviceIsUnreadyThenStopsWithStatusZero() throws Exception {
        try (ServiceProcess service = service("2s")) {
            given().get(service.managementUrl("/q/health/ready")).then().statusCode(200);
            service.terminate();
            await().atMost(SOON)
                    .until(() -> given().get(service.managementUrl("/q/health/ready"))
                                    .statusCode()
                            == 503);

            given().get(service.url("/")).then().statusCode(200).header("Connection", equalTo("close"));
            given().get(service.managementUrl("/q/health/live")).then().statusCode(200);
            assertEquals(0, service.exitCode());
        }
    }

    @Test
    void sigtermDuringARequest_requestIsAnswered() throws Exception {
        try (ServiceProcess service = service("0s");
                Socket connection =
                        new Socket("localhost", URI.create(service.url("/")).getPort())) {
            connection.setSoTimeout((int) SOON.toMillis());
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            // Half of a request: it is answered when its body is there. The first answer says that the head arrived.
            WebhookDelivery delivery = WebhookDelivery.of("sms.created", "{}");
            send(
                    connection,
                    String.join(
                            "\r\n",
                            "POST /webhooks/clerk HTTP/1.1",
                            "Host: a",
                            "svix-id: " + delivery.id(),
                            "svix-timestamp: " + delivery.timestamp(),
                            "svix-signature: " + delivery.signature(),
                            "Expect: 100-continue",
                            "Content-Length: " + delivery.body().length,
                            "\r\n"));
            assertEquals("HTTP/1.1 100 Continue", answer.readLine());
            service.terminate();
            await().atMost(SOON).until(() -> service.output().contains("Waiting for HTTP requests to complete"));

            send(connection, delivery.text());
            assertEquals("", answer.readLine());
            assertTrue(answer.readLine().startsWith("HTTP/1.1 204"));
            assertEquals(0, service.exitCode());
        }
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    private static ServiceProcess service(String delay) {
        return ServiceProcess.start(Map.of(
                "CLERK_JWT_KEY",
                ClerkStub.KEY.pem(),
                "CLERK_ISSUER",
                Claims.ISSUER,
                "CLERK_WEBHOOK_SIGNING_SECRET",
                WebhookDelivery.SECRET,
                "QUARKUS_SHUTDOWN_DELAY",
                delay));
    }
}
