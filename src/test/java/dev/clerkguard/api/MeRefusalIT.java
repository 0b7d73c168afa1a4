package dev.clerkguard.api;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("slow")
class MeRefusalIT extends MeRefusalTest {}
