package dev.clerkguard.webhook;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("slow")
class WebhookAdmissionIT extends WebhookAdmissionTest {}
