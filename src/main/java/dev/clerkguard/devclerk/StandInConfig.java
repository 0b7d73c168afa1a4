package dev.clerkguard.devclerk;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The stand-in's own settings; dev mode makes them when no CLERK_ variable is set. */
@ConfigMapping(prefix = "dev-clerk")
public interface StandInConfig {
    /** Whether the stand-in answers. Means nothing in a production build, which has no stand-in. */
    @WithDefault("false")
    boolean enabled();

    /** The issuer of its tokens. */
    @WithDefault("http://localhost:8080/dev-clerk")
    String issuer();

    /** Where the signing key is kept, so that tokens survive a restart; a directory of the user's own by default. */
    Optional<String> keyFile();

    /** What its webhooks are signed with. Made anew at each start; the service is given the same one. */
    Optional<String> webhookSecret();
}
