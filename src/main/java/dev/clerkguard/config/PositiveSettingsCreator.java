package dev.clerkguard.config;

import java.util.Set;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/** Makes the bean from what {@link PositiveSettingsExtension} has found at build time. */
public class PositiveSettingsCreator implements SyntheticBeanCreator<PositiveSettings> {
    static final String NAMES = "names";

    @Override
    public PositiveSettings create(Instance<Object> lookup, Parameters parameters) {
        return new PositiveSettings(Set.of(parameters.get(NAMES, String[].class)));
    }
}
