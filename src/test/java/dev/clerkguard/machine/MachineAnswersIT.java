package dev.clerkguard.machine;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class MachineAnswersIT extends MachineAnswersTest {}
