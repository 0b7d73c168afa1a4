package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** Deliveries through a hop that speaks HTTP/2 without TLS: by upgrade, as java.net.http does it. */
@ServiceTest
@QuarkusTest
class WebhookOverHttp2Test {
    @Test
    void signedDelivery_isProcessed() throws Exception {
        HttpResponse<String> answer = send(WebhookDelivery.of("session.created", "{\"id\":\"sess_h2\"}"));

        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals(204, answer.statusCode(), answer.body());
    }

    @Test
    void deliveryWithAForeignSignature_isRejected() throws Exception {
        HttpResponse<String> answer = send(
                WebhookDelivery.of("session.created", "{\"id\":\"sess_h2\"}").withBody("{}"));

        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals(400, answer.statusCode(), answer.body());
    }

    private static HttpResponse<String> send(WebhookDelivery delivery) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        URI base = URI.create("http://localhost:" + RestAssured.port + "/");
        // The upgrade is made with a request without a body; the delivery then takes the HTTP/2 connection.
        client.send(HttpRequest.newBuilder(base).build(), BodyHandlers.discarding());
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/webhooks/clerk"))
                .header("content-type", "application/json")
                .header("svix-id", delivery.id())
                .header("svix-timestamp", delivery.timestamp())
                .header("svix-signature", delivery.signature())
                .POST(BodyPublishers.ofByteArray(delivery.body()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
