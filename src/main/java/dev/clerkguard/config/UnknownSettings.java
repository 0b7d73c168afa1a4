package dev.clerkguard.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

/** Reports each {@code CLERK_} variable and {@code clerk.} property that has no effect, with the name that it resembles. */
@Singleton
public class UnknownSettings {
    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);
    /** The build copies it from the top of the project. */
    private static final String EXAMPLE = "META-INF/clerk-guard/application.properties.example";

    void report(@Observes StartupEvent event, Config config) {
        lines(config).forEach(LOG::warn);
    }

    /** A line for each name that has no effect, with the name that it resembles. */
    public static Collection<String> lines(Config config) {
        Set<String> given = new TreeSet<>(System.getenv().keySet());
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith("clerk.") && !isOfEnvironment(config, name)) {
                given.add(SettingNames.variable(name));
            }
        });
        return example()
                .map(SettingNames::of)
                .map(names -> lines(names, given))
                .orElseGet(() -> List.of("The names of the settings are not in this build (" + EXAMPLE + ")."));
    }

    /** Their names in dots are guesses: {@code CLERK_JWKS_URL} may be {@code clerk.jwks.url} as well. */
    private static boolean isOfEnvironment(Config config, String property) {
        String source = config.getConfigValue(property).getSourceName();
        return source != null && source.startsWith("EnvConfigSource");
    }

    static Collection<String> lines(SettingNames names, Collection<String> given) {
        return given.stream()
                .filter(names::isUnknown)
                .map(name -> name + " is not a setting of this service and has no effect."
                        + names.nearest(name)
                                .map(nearest -> " Did you mean " + nearest + "?")
                                .orElse(""))
                .toList();
    }

    /** Empty in a build that Maven did not make. */
    private static Optional<String> example() {
        try (InputStream example =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(EXAMPLE)) {
            return example == null
                    ? Optional.empty()
                    : Optional.of(new String(example.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
