package dev.clerkguard.guard;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Reads every resource method's rule when the application is put together, so that a mistake is no surprise later. */
@Provider
public class RulesHold implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Rule.of(resource.getResourceMethod(), resource.getResourceClass());
    }
}
