package dev.clerkguard.config;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Gives SmallRye JWT and the REST client their configuration from what every Clerk user already has, the {@code CLERK_}
 * variables. Whatever is set explicitly, in any other source, wins over what is derived here.
 */
public class ClerkEnvironment implements ConfigSourceFactory {
    /** Below application.properties (250): whoever writes a property there means it. */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Derivation derivation = new Derivation(name -> Optional.ofNullable(context.getValue(name))
                .map(ConfigValue::getValue)
                .map(String::strip)
                .filter(value -> !value.isEmpty()));
        boolean dev = context.getProfiles().contains("dev");
        return List.of(new PropertiesConfigSource(
                dev && derivation.nothingIsGiven() ? derivation.standIn() : derivation.clerk(),
                "Clerk's environment variables",
                ORDINAL));
    }
}
