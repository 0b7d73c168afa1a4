package dev.clerkguard.machine;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("slow")
class MachineAnswersIT extends MachineAnswersTest {}
