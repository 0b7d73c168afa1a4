package dev.clerkguard.event;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.inject.build.compatible.spi.Registration;

/** Ends the build for an observer of changes that would not be called, because it is synchronous. */
public class ObserverValidation implements BuildCompatibleExtension {
    @Registration(types = ClerkChange.class)
    public void requireAsynchronous(ObserverInfo observer, Messages messages) {
        if (!observer.isAsync()) {
            messages.error("The observer of " + observer.eventType() + " in "
                    + observer.declaringClass().name()
                    + " would not be called: changes at Clerk are fired asynchronously."
                    + " Write @ObservesAsync instead of @Observes.");
        }
    }
}
