package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import dev.clerkguard.testing.BackgroundTest;

/** application.properties.example has every setting of ours, and no other, with its default. */
@BackgroundTest
class ExamplePropertiesTest {
    private static final Pattern SETTING = Pattern.compile("#?([a-z][a-z.-]*)=(.*)");

    private static final Pattern OF_PROFILES = Pattern.compile("%([^.]+)\\.(.+)");
    /** Without delay-enabled, which is fixed when the service is built. */
    private static final Pattern LIMIT =
            Pattern.compile("quarkus\\.(http\\.limits\\..+|http\\.[a-z-]*timeout|shutdown\\.(?!delay-enabled$).+)");

    private final Map<String, String> example = example();

    @Test
    void exampleFile_hasEverySettingAndNoOther() {
        TreeSet<String> settings = new TreeSet<>(defaults().keySet());
        // The elements of a list, which are set together.
        settings.removeIf(name -> name.endsWith("[*]"));
        TreeSet<String> shown = new TreeSet<>(example.keySet());
        shown.removeIf(name -> name.startsWith("quarkus."));

        assertEquals(settings, shown);
    }

    @Test
    void exampleFile_showsTheDefaults() {
        defaults().forEach((name, value) -> {
            // The elements of a list have the default of the list.
            if (!value.isEmpty() && !name.endsWith("[*]")) {
                assertEquals(value, example.get(name), name);
            }
        });
    }

    /** Of Quarkus' settings, what it shows as ours is what we set. */
    @Test
    void exampleFile_showsTheQuarkusSettingsOfThisService() {
        Map<String, String> set = setInProduction();
        example.forEach((name, value) -> {
            if (set.containsKey(name)) {
                assertEquals(set.get(name), value, name);
            }
        });
    }

    /** An operator must know each limit on the size or number of requests. */
    @Test
    void exampleFile_showsEveryLimit() {
        Set<String> limits = new TreeSet<>(setInProduction().keySet());
        limits.removeIf(name -> !LIMIT.matcher(name).matches());
        assertFalse(limits.isEmpty());
        limits.removeAll(example.keySet());

        assertEquals(Set.of(), limits);
    }

    /** What application.properties sets in production, with the names that it has there. */
    private static Map<String, String> setInProduction() {
        Properties set = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            set.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> inProduction = new TreeMap<>();
        set.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("%"))
                .forEach(name -> inProduction.put(name, set.getProperty(name)));
        // These win over those without a profile.
        set.stringPropertyNames().forEach(name -> {
            Matcher ofProfiles = OF_PROFILES.matcher(name);
            if (ofProfiles.matches() && List.of(ofProfiles.group(1).split(",")).contains("prod")) {
                inProduction.put(ofProfiles.group(2), set.getProperty(name));
            }
        });
        return inProduction;
    }

    /** The name of each setting, with its default or nothing. */
    private static Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .importPackages("dev.clerkguard")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .filter(type -> !type.getPackageName().endsWith("standin"))
                        .map(ConfigClass::configClass)
                        .forEach(mapping -> ConfigMappings.getProperties(mapping)
                                .forEach((name, property) -> defaults.put(name, defaultOf(property))));
        return defaults;
    }

    private static String defaultOf(Property property) {
        return property.hasDefaultValue() ? property.getDefaultValue() : "";
    }

    private static Map<String, String> example() {
        try {
            Map<String, String> example = new TreeMap<>();
            for (String line : Files.readAllLines(Path.of("application.properties.example"))) {
                Matcher setting = SETTING.matcher(line);
                if (setting.matches()) {
                    example.put(setting.group(1), setting.group(2));
                }
            }
            return example;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
