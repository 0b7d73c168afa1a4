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
 * Gives SmallRye JWT and the REST client their configuration from what every Clerk user already has, the {@code CLERK_}
 * variables. Whatever is set explicitly, in any other source, wins over what is derived here.
 */
public class ClerkEnvironment implements ConfigSourceFactory {
    /** Below application.properties (250): whoever writes a property there means it. */
    private static final int ORDINAL = 200;
    /**
     * Only a build sees this class, and what dev and test mode run. Quarkus keeps what a build finds in this source as defaults in the package; what is
     * derived from the variables of the machine that builds must not travel.
     */
    private static final String AUGMENTATION = "io/quarkus/deployment/QuarkusAugmentor.class";
    /** The ordinal of what the build kept as defaults: this source's own values from then, given by nobody. */
    private static final int RECORDED = 0;

    /** Not in a production package, which has no stand-in, whatever profile it is run with. */
    private static final String STAND_IN = "dev-clerk.json";

    private static final int SECRET_BYTES = 24;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Derivation derivation = new Derivation(name -> Optional.ofNullable(context.getValue(name))
                .filter(value -> value.getConfigSourceOrdinal() > RECORDED)
                .map(ConfigValue::getValue)
                .map(String::strip)
                .filter(value -> !value.isEmpty()));
        return List.of(
                new PropertiesConfigSource(derived(context, derivation), "Clerk's environment variables", ORDINAL));
    }

    private static Map<String, String> derived(ConfigSourceContext context, Derivation derivation) {
        List<String> profiles = context.getProfiles();
        boolean trying = profiles.contains("dev") || profiles.contains("test");
        if (!trying) {
            return isPresent(AUGMENTATION) ? Derivation.whileBuilding() : derivation.clerk();
        }
        boolean alone = profiles.contains("dev") && isPresent(STAND_IN) && derivation.nothingIsGiven();
        Map<String, String> derived = new HashMap<>(alone ? derivation.standIn() : derivation.clerk());
        if (alone || isPresent(STAND_IN) && derivation.standInIsOn()) {
            derived.putAll(derivation.standInWebhooks(newSecret()));
        }
        return derived;
    }

    /** In the form of Clerk's. Whoever can read it can read this service's memory. */
    private static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    private static boolean isPresent(String resource) {
        return Thread.currentThread().getContextClassLoader().getResource(resource) != null;
    }
}
