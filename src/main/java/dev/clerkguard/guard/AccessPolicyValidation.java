package dev.clerkguard.guard;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.arc.Arc;

/**
 * Reads the access policy and the path of every resource method, and of every bean, while the application is put
 * together: Quarkus REST runs dynamic features in its static initialization.
 */
@Provider
public class AccessPolicyValidation implements DynamicFeature {
    private boolean beansRead;

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (!beansRead) {
            beansRead = true;
            SecurityMetadata.read(Arc.container().beanManager());
        }
        AccessPolicies.of(resource.getResourceMethod(), resource.getResourceClass());
        ResourcePaths.add(resource.getResourceClass(), resource.getResourceMethod());
        Endpoints.add(resource.getResourceClass(), resource.getResourceMethod());
    }
}
