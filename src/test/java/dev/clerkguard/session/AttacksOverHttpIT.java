package dev.clerkguard.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AttacksOverHttpIT extends AttacksOverHttpTest {}
