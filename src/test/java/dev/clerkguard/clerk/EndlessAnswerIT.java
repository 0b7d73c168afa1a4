package dev.clerkguard.clerk;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class EndlessAnswerIT extends EndlessAnswerTest {}
