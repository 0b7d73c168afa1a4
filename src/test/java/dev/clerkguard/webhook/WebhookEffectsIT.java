package dev.clerkguard.webhook;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class WebhookEffectsIT extends WebhookEffectsTest {}
