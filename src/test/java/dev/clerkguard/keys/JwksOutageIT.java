package dev.clerkguard.keys;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class JwksOutageIT extends JwksOutageTest {}
