package dev.clerkguard.standin;

import java.util.List;
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

    /** The users and organisations, in the format of dev-clerk.json. The file of that name in the build by default. */
    Optional<String> peopleFile();

    /** Where users, sessions and browsers are kept over a restart. Nowhere by default; a live reload keeps them anyway. */
    Optional<String> stateFile();

    /** Whether the OAuth access tokens of the authorization-code flow are opaque. As at Clerk, they are JWTs by default. */
    @WithDefault("false")
    boolean opaqueOauthTokens();

    /**
     * Further host names under which the stand-in answers, such as the name of its container. Those of the loopback
     * interface, {@code *.localhost} and the host of the issuer are always accepted.
     */
    Optional<List<String>> hosts();

    /**
     * A folder {@code node_modules} with {@code @clerk/clerk-js} and {@code @clerk/ui}, for pages that load the scripts
     * from {@code /dev-clerk/npm/@clerk/…}.
     */
    Optional<String> nodeModules();

    /** What its webhooks are signed with. Made anew at each start; the service is given the same one. */
    Optional<String> webhookSecret();
}
