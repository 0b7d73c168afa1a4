package dev.clerkguard.machine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;

import dev.clerkguard.problem.Problems;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.CurrentSession;

/** Produces the {@link AuthenticatedPrincipal} of the current request for injection. */
@ApplicationScoped
class AuthenticatedPrincipalProducer {
    /**
     * The injected object is a proxy, which finds the principal when one of its methods is called.
     *
     * @throws RefusedException with the reason session-token-missing when the request is not authenticated
     */
    @Produces
    @RequestScoped
    AuthenticatedPrincipal principal(CurrentSession current) {
        return current.identity().flatMap(MachineIdentity::principal).orElseThrow(Problems::noIdentity);
    }
}
