package dev.clerkguard.config;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Configuration source that derives the settings of SmallRye JWT and the REST client from Clerk's {@code CLERK_} variables.
 * A value in another source overrides a derived one.
 */
public class ClerkEnvironment implements ConfigSourceFactory {
    /** Below application.properties (250), so that an explicit property overrides a derived one. */
    private static final int ORDINAL = 200;
    /**
     * A class that is present in builds, dev mode and tests only. Quarkus records the values of this source as defaults of
     * the package, and values derived from the variables of the build machine must not be recorded.
     */
    private static final String AUGMENTATION = "io/quarkus/deployment/QuarkusAugmentor.class";
    /** The ordinal of the defaults that the build recorded. They are this source's own values, not settings. */
    private static final int RECORDED = 0;

    /** A production package does not contain this resource, so no profile can enable the stand-in there. */
    private static final String STAND_IN = "dev-clerk.json";

    /** The profile of the stand-in's own package: ./mvnw package -Dstand-in. */
    private static final String STAND_IN_PROFILE = "stand-in";

    private static final int SECRET_BYTES = 24;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        DerivedProperties derivation = new DerivedProperties(name -> Optional.ofNullable(context.getValue(name))
                .filter(value -> value.getConfigSourceOrdinal() > RECORDED)
                .map(ConfigValue::getValue)
                .map(String::strip)
                .filter(value -> !value.isEmpty()));
        return List.of(
                new PropertiesConfigSource(derived(context, derivation), "Clerk's environment variables", ORDINAL));
    }

    private static Map<String, String> derived(ConfigSourceContext context, DerivedProperties derivation) {
        List<String> profiles = context.getProfiles();
        if (profiles.contains(STAND_IN_PROFILE) && isPresent(STAND_IN) && !isPresent(AUGMENTATION)) {
            Map<String, String> derived = new HashMap<>(derivation.standInPackage());
            derived.putAll(derivation.standInWebhooks(newSecret()));
            return derived;
        }
        boolean trying = profiles.contains("dev") || profiles.contains("test");
        if (!trying) {
            return isPresent(AUGMENTATION) ? DerivedProperties.whileBuilding() : derivation.clerk();
        }
        boolean alone = profiles.contains("dev") && isPresent(STAND_IN) && derivation.nothingIsGiven();
        Map<String, String> derived = new HashMap<>(alone ? derivation.standIn() : derivation.clerk());
        if (alone || isPresent(STAND_IN) && derivation.standInIsOn()) {
            derived.putAll(derivation.standInWebhooks(newSecret()));
        }
        return derived;
    }

    /** A random secret in the form of Clerk's, valid for this process. */
    private static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    private static boolean isPresent(String resource) {
        return Thread.currentThread().getContextClassLoader().getResource(resource) != null;
    }
}
