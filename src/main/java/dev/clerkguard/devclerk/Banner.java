package dev.clerkguard.devclerk;

import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;

/** Says once, in a few lines, that this is not the real Clerk, and what to do now. */
@Singleton
@IfBuildProfile("dev")
class Banner {
    private static final Logger LOG = Logger.getLogger("dev.clerkguard");
    /** Lives as long as the JVM, and so longer than the application, which each live reload makes anew. */
    private static final String SAID = "dev.clerkguard.banner.said";

    void say(@Observes StartupEvent event, StandIn standIn) {
        if (!standIn.config().enabled() || System.setProperty(SAID, "true") != null) {
            return;
        }
        String base = standIn.config().issuer().replaceFirst("/dev-clerk$", "");
        String people = standIn.cast().people().stream()
                .map(person -> person.name()
                        + standIn.cast().organizations().stream()
                                .filter(organization -> organization.members().containsKey(person.name()))
                                .map(organization -> organization.slug() + " "
                                        + organization.members().get(person.name()))
                                .collect(Collectors.joining(", ", " (", ")"))
                                .replace(" ()", ""))
                .collect(Collectors.joining("; "));
        LOG.infof("""
                No CLERK_ variable is set: this runs with a stand-in for Clerk, at %s/dev-clerk.
                  Its users: %s.
                  A request as one of them:
                    curl -H "Authorization: Bearer $(curl -s '%s/dev-clerk/token?user=ada&organization=acme')" %s/auth/me
                  For the real Clerk, set CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY (Clerk dashboard, API keys).""".formatted(base, people, base, base));
    }
}
