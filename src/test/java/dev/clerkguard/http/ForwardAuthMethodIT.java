package dev.clerkguard.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForwardAuthMethodIT extends ForwardAuthMethodTest {}
