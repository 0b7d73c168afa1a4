package dev.clerkguard.testing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SignedInAsIT extends SignedInAsTest {}
