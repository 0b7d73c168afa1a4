package dev.clerkguard.machine;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class MachineFloodIT extends MachineFloodTest {}
