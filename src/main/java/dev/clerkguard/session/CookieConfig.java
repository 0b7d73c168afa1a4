package dev.clerkguard.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether the session token may come in a cookie too. */
@ConfigMapping(prefix = "clerk.cookie")
public interface CookieConfig {
    /**
     * Accepts Clerk's {@code __session} cookie where the service has the same site as the application. Needs
     * CLERK_AUTHORIZED_PARTIES, since a browser sends cookies whoever asks it to. An Authorization header wins.
     */
    @WithDefault("false")
    boolean enabled();
}
