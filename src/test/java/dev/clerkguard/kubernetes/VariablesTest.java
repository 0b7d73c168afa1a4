package dev.clerkguard.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** What the manifests set is what the service reads; and what is secret is only referred to. */
class VariablesTest {
    private static final Pattern VARIABLE = Pattern.compile("(?m)^\\s*(?:- )?(?:name: )?([A-Z][A-Z0-9_]+)\\s*[=:]?");
    private static final Pattern SETTING = Pattern.compile("(?m)^#?([a-z][a-z.-]*)=");

    @Test
    void variables_areSettingsOfTheService() throws IOException {
        Set<String> used = objects(ConfigMap.class)
                .filter(map -> !isDashboard(map))
                .flatMap(map -> map.getData().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        containers()
                .flatMap(container -> container.getEnv().stream())
                .forEach(variable -> used.add(variable.getName()));
        for (Path file : sources("kustomization.yaml", "clerk.env")) {
            VARIABLE.matcher(Files.readString(file)).results().forEach(found -> used.add(found.group(1)));
        }

        assertTrue(used.containsAll(Set.of("CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY")), used.toString());
        used.removeAll(known());
        assertEquals(Set.of(), used);
    }

    /** Read by Grafana, and no variable of a container's. */
    private static boolean isDashboard(ConfigMap map) {
        Map<String, String> labels = map.getMetadata().getLabels();
        return labels != null && labels.containsKey("grafana_dashboard");
    }

    @Test
    void secrets_areReferencedOnly() throws IOException {
        containers()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().contains("SECRET")
                        || variable.getName().contains("PASSWORD"))
                .forEach(variable -> {
                    assertEquals(null, variable.getValue(), variable.getName());
                    assertEquals(
                            "clerk-guard",
                            variable.getValueFrom().getSecretKeyRef().getName());
                });
        containers()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals("REDIS_URL"))
                .forEach(variable -> assertEquals(
                        "redis://:$(REDIS_PASSWORD)@clerk-guard-redis:6379",
                        variable.getValue(),
                        "no password of its own"));
        for (Path file : sources("")) {
            String text = Files.readString(file);
            assertFalse(text.contains("kind: Secret"), file.toString());
            assertFalse(text.contains("secretGenerator"), file.toString());
            assertFalse(Pattern.compile("(sk_(test|live)|whsec)_").matcher(text).find(), file.toString());
        }
    }

    /** Of application.properties.example, as variables (MicroProfile Config's rule). */
    private static Set<String> known() throws IOException {
        Set<String> known = SETTING.matcher(Files.readString(Path.of("application.properties.example")))
                .results()
                .map(found -> found.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toCollection(TreeSet::new));
        // REDIS_PASSWORD is part of REDIS_URL.
        known.addAll(Set.of("REDIS_URL", "REDIS_PASSWORD", "CLERK_WEBHOOK_SIGNING_SECRET"));
        return known;
    }

    private static Stream<Container> containers() {
        return objects(Deployment.class)
                .filter(deployment -> deployment.getMetadata().getName().equals("clerk-guard"))
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream());
    }

    private static <T extends HasMetadata> Stream<T> objects(Class<T> type) {
        return Manifests.files().stream()
                .flatMap(file -> Manifests.read(file).stream())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static Set<Path> sources(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("kubernetes"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
