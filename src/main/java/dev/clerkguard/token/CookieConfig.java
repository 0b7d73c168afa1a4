package dev.clerkguard.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether a session token in a cookie is accepted. */
@ConfigMapping(prefix = "clerk.cookie")
public interface CookieConfig {
    /**
     * Accepts Clerk's {@code __session} cookie where the service has the same site as the application. Needs
     * CLERK_AUTHORIZED_PARTIES, because a browser also sends cookies for requests of other sites. An Authorization header wins.
     */
    @WithDefault("false")
    boolean enabled();
}
