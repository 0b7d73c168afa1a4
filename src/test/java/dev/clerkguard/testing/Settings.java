package dev.clerkguard.testing;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** A configuration mapping with its real defaults, apart from what a test sets. */
public final class Settings {
    private static final int ABOVE_DEFAULTS = 100;

    private Settings() {}

    public static <T> T of(Class<T> mapping, Map<String, String> set) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(set, "test", ABOVE_DEFAULTS))
                .build()
                .getConfigMapping(mapping);
    }
}
