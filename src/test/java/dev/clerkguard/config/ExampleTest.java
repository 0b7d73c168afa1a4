package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
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

/** application.properties.example has every setting of ours, and no other, with its default. */
class ExampleTest {
    private static final Pattern SETTING = Pattern.compile("#?([a-z][a-z.-]*)=(.*)");

    private final Map<String, String> example = example();

    @Test
    void hasEverySettingAndNoOther() {
        TreeSet<String> settings = new TreeSet<>(defaults().keySet());
        // The elements of a list, which are set together.
        settings.removeIf(name -> name.endsWith("[*]"));
        TreeSet<String> shown = new TreeSet<>(example.keySet());
        shown.removeIf(name -> name.startsWith("quarkus."));

        assertEquals(settings, shown);
    }

    @Test
    void showsTheDefaults() {
        defaults().forEach((name, value) -> {
            if (!value.isEmpty()) {
                assertEquals(value, example.get(name), name);
            }
        });
    }

    /** Of Quarkus' settings, what it shows as ours is what we set. */
    @Test
    void showsWhatWeSetOfQuarkus() throws IOException {
        Properties set = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            set.load(reader);
        }
        example.forEach((name, value) -> assertEquals(set.getProperty(name, value), value, name));
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
                        .filter(type -> !type.getPackageName().endsWith("devclerk"))
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
