package dev.clerkguard.problem;

import java.net.URI;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Sets the page of the problem types before the first request. */
@Singleton
class ProblemDocumentation {
    void use(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event, ProblemConfig config) {
        Problem.documentedAt(page(config.documentation()));
    }

    /** @throws ConfigurationException for what is not the absolute address of a page */
    static String page(String address) {
        try {
            URI page = URI.create(address.strip());
            if (page.isAbsolute() && page.getRawFragment() == null) {
                return page.toString();
            }
        } catch (IllegalArgumentException e) {
            throw notAPage(address);
        }
        throw notAPage(address);
    }

    private static ConfigurationException notAPage(String address) {
        return new ConfigurationException(
                "CLERK_PROBLEMS_DOCUMENTATION (clerk.problems.documentation) must be an absolute"
                        + " address without a fragment, and is: " + address);
    }
}
