package dev.clerkguard.token;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AttacksOverHttpIT extends AttacksOverHttpTest {}
