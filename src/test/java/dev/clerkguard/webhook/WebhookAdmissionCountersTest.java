package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.WebhookDelivery;
import dev.clerkguard.webhook.WebhookAdmissionTest.Sender;

@QuarkusTest
@TestProfile(OptionalFeatures.class)
class WebhookAdmissionCountersTest {
    @Inject
    MeterRegistry meters;

    @Test
    void unreadDelivery_isCounted() throws IOException {
        WebhookAdmissionTest.allPlacesAreFree();
        double before = unread();
        try (Sender one = new Sender();
                Sender two = new Sender()) {
            WebhookDelivery.of("sms.created", "{}").send().statusCode(503);
            assertEquals(before + 1, unread());
            for (Sender late : List.of(one, two)) {
                assertEquals("HTTP/1.1 408 Request Timeout", late.answer.readLine());
            }
            assertEquals(before + 3, unread());
        }
    }

    private double unread() {
        return meters.get("clerk.guard.webhook.events")
                .tags("type", "other", "outcome", "unread")
                .counter()
                .count();
    }
}
