package dev.clerkguard.webhook;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class WebhookAdmissionIT extends WebhookAdmissionTest {}
