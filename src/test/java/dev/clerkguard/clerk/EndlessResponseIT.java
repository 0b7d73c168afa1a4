package dev.clerkguard.clerk;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class EndlessResponseIT extends EndlessResponseTest {}
