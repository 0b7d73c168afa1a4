package dev.clerkguard.standin;

import java.util.stream.Collectors;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;

/**
 * Logs once, in a few lines, that this is not the real Clerk, and what to do next. The HTTP server listens by then: a start
 * that fails because its port is taken logs the failure alone.
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "stand-in"})
class StartupBanner {
    private static final Logger LOG = Logger.getLogger("dev.clerkguard");
    /** Lives as long as the JVM, and so longer than the application, which each live reload makes anew. */
    private static final String SAID = "dev.clerkguard.banner.said";

    void say(@ObservesAsync HttpServerStart started, StandIn standIn) {
        if (!standIn.config().enabled() || System.setProperty(SAID, "true") != null) {
            return;
        }
        String base = standIn.config().issuer().replaceFirst("/dev-clerk$", "");
        String people = standIn.users().all().stream()
                .map(user -> described(user, standIn))
                .collect(Collectors.joining("; "));
        LOG.info(LaunchMode.current() == LaunchMode.DEVELOPMENT ? devMode(base, people) : standInPackage(base, people));
    }

    /** Such as {@code grace (acme member, globex admin)}. */
    private static String described(User user, StandIn standIn) {
        String roles = standIn.organizations().membershipsOf(user.id()).stream()
                .flatMap(member -> standIn.organizations().find(member.organizationId()).stream()
                        .map(organization -> organization.slug() + " " + member.role()))
                .collect(Collectors.joining(", "));
        return roles.isEmpty() ? user.name() : user.name() + " (" + roles + ")";
    }

    private static String devMode(String base, String people) {
        return """
                No CLERK_ variable is set: this runs with a stand-in for Clerk. Its page: %1$s/dev-clerk/
                  Its users: %2$s.
                  A request as one of them:
                    curl -H "Authorization: Bearer $(curl -s '%1$s/dev-clerk/token?user=ada&organization=acme')" %1$s/auth/me
                  The API: %1$s/q/swagger-ui  Quarkus: %1$s/q/dev-ui
                  For the real Clerk, set CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY (Clerk dashboard, API keys).""".formatted(base, people);
    }

    private static String standInPackage(String base, String people) {
        return """
                This is a stand-in for Clerk, for tests only. Its tokens are worth nothing: every caller can get one.
                  Its page: %1$s/dev-clerk/
                  Frontend API: %1$s/dev-clerk (proxyUrl), with any publishable key that begins with pk_test_.
                  Backend API: CLERK_API_URL=%1$s/dev-clerk, with any secret key that begins with sk_test_.
                  Its users: %2$s.""".formatted(base, people);
    }
}
