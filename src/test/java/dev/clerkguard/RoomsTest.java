package dev.clerkguard;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** Which room may use which: the table of the design, kept true. */
class RoomsTest {
    private static final String ROOT = "dev.clerkguard.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.clerkguard");

    @Test
    void eachRoomUsesOnlyWhatItMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "*")
                .layer("api")
                .definedBy(ROOT + "api")
                .layer("guard")
                .definedBy(ROOT + "guard")
                .layer("session")
                .definedBy(ROOT + "session")
                .layer("keys")
                .definedBy(ROOT + "keys")
                .layer("clerk")
                .definedBy(ROOT + "clerk")
                .layer("problem")
                .definedBy(ROOT + "problem")
                .layer("config")
                .definedBy(ROOT + "config")
                .layer("webhook")
                .definedBy(ROOT + "webhook")
                .layer("replica")
                .definedBy(ROOT + "replica")
                .layer("metric")
                .definedBy(ROOT + "metric")
                .layer("operations")
                .definedBy(ROOT + "operations")
                // Only in a build with -Dtracing.
                .optionalLayer("tracing")
                .definedBy(ROOT + "tracing")
                .layer("devclerk")
                .definedBy(ROOT + "devclerk")
                .whereLayer("api")
                .mayOnlyAccessLayers("guard", "session", "clerk", "problem")
                .whereLayer("guard")
                .mayOnlyAccessLayers("session", "problem")
                .whereLayer("session")
                .mayOnlyAccessLayers("keys", "problem", "metric")
                .whereLayer("keys")
                .mayOnlyAccessLayers("metric")
                .whereLayer("clerk")
                .mayOnlyAccessLayers("session", "problem", "metric")
                .whereLayer("problem")
                .mayNotAccessAnyLayer()
                .whereLayer("webhook")
                .mayOnlyAccessLayers("clerk", "session", "replica", "problem")
                .whereLayer("replica")
                .mayNotAccessAnyLayer()
                .whereLayer("metric")
                .mayNotAccessAnyLayer()
                .whereLayer("config")
                .mayOnlyAccessLayers("keys")
                .whereLayer("operations")
                .mayNotAccessAnyLayer()
                .whereLayer("tracing")
                .mayOnlyAccessLayers("guard", "session", "operations")
                .whereLayer("devclerk")
                .mayOnlyAccessLayers("problem")
                .whereLayer("devclerk")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void noRoomsDependOnEachOtherInACircle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
