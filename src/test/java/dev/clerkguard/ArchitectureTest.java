package dev.clerkguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import dev.clerkguard.testing.BackgroundTest;

/** The packages and the packages that each may use: the table of docs/architecture.md. */
@BackgroundTest
class ArchitectureTest {
    private static final String ROOT = "dev.clerkguard.";

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("api", Set.of("guard", "session", "token", "machine", "user", "clerk", "revocation", "problem")),
            entry("guard", Set.of("session", "token", "machine", "http", "problem")),
            entry("session", Set.of("problem")),
            entry("token", Set.of("session", "keys", "revocation", "problem", "concurrent", "observability")),
            entry(
                    "machine",
                    Set.of(
                            "clerk",
                            "keys",
                            "token",
                            "session",
                            "revocation",
                            "http",
                            "problem",
                            "config",
                            "setting",
                            "concurrent",
                            "observability")),
            entry("revocation", Set.of("session", "replication", "problem", "setting")),
            entry("keys", Set.of("problem", "observability", "setting")),
            entry("user", Set.of("clerk", "session", "problem", "concurrent", "observability", "setting")),
            entry("clerk", Set.of("problem", "setting")),
            entry("client", Set.of("clerk", "user", "revocation", "problem")),
            entry("event", Set.of("client", "user")),
            entry(
                    "webhook",
                    Set.of(
                            "clerk",
                            "client",
                            "event",
                            "user",
                            "machine",
                            "revocation",
                            "replication",
                            "token",
                            "http",
                            "problem",
                            "setting")),
            entry("replication", Set.of()),
            entry("http", Set.of("problem")),
            entry("problem", Set.of()),
            entry("config", Set.of("keys", "setting")),
            entry("concurrent", Set.of()),
            entry("setting", Set.of()),
            entry("doctor", Set.of("config")),
            entry("observability", Set.of()),
            entry("openapi", Set.of()),
            // Part of a build with -Dtracing only.
            entry("tracing", Set.of("guard", "session", "http")),
            entry("example", Set.of("guard", "session")),
            entry("standin", Set.of("keys", "problem")),
            // Dev mode only.
            entry("reload", Set.of("problem")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.clerkguard");

    @Test
    void packages_areAllInTheTable() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().startsWith(ROOT)) {
                found.add(type.getPackageName().substring(ROOT.length()));
            }
        }
        found.add("tracing");
        assertEquals(new TreeSet<>(MAY_USE.keySet()), found);
    }

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_usesOnlyWhatTheTableAllows(String name) {
        String[] forbidden = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> ROOT + other)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** A component takes the Clock bean; then its tests can choose the time. */
    @Test
    void systemClock_isReadByItsProducerOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "standin")
                .and()
                .doNotHaveSimpleName("ClockProducer")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
