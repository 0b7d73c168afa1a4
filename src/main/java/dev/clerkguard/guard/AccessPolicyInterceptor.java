package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.Subclass;
import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.machine.CredentialAuthenticator;
import dev.clerkguard.problem.Problems;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.CurrentSession;
import dev.clerkguard.token.TokenType;

/**
 * Enforces the security annotations of this package where {@link AuthorizationFilter} does not run: on the methods of
 * CDI beans, and on the locators of sub-resources. A refusal is thrown before the method runs, also where the method
 * returns a {@code Uni}.
 */
@RestrictedBean
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class AccessPolicyInterceptor {
    private final CurrentSession session;
    private final CredentialAuthenticator credentials;
    private final Map<Method, Check> checks = new ConcurrentHashMap<>();

    /**
     * The requirements of a method of the intercepted bean.
     *
     * @param any whether there is any requirement
     * @param accepted the kinds of credentials that may call it; empty where every kind may that meets the policy
     */
    private record Check(boolean any, Optional<Set<TokenType>> accepted, AccessPolicy policy) {
        static Check of(Method method, Class<?> bean) {
            AccessPolicy policy = AccessPolicies.of(method, bean);
            boolean locator = AccessPolicies.needsSession(method, bean);
            Optional<Set<TokenType>> declared = policy.accepted().declared();
            return new Check(
                    locator || policy.restrictsBean(),
                    locator && !policy.restricts() ? declared.or(() -> Optional.of(AcceptedTypes.SESSIONS)) : declared,
                    policy);
        }
    }

    AccessPolicyInterceptor(CurrentSession session, CredentialAuthenticator credentials) {
        this.session = session;
        this.credentials = credentials;
    }

    /** @throws RefusedException without a credential that is accepted, or it lacks what the method requires */
    @AroundInvoke
    Object enforce(InvocationContext call) throws Exception {
        Check check = checks.computeIfAbsent(call.getMethod(), method -> Check.of(method, beanClass(call.getTarget())));
        if (check.any()) {
            // Not authenticated yet only behind a public method: then these are the kinds that are accepted.
            check.accepted().ifPresent(credentials::acceptUnlessDecided);
            SecurityIdentity identity = session.identity().orElseThrow(Problems::noIdentity);
            check.accepted().ifPresent(types -> check.policy().checkType(identity, types));
            check.policy().check(identity);
        }
        return call.proceed();
    }

    private static Class<?> beanClass(Object target) {
        Class<?> type = ClientProxy.unwrap(target).getClass();
        return Subclass.class.isAssignableFrom(type) ? type.getSuperclass() : type;
    }
}
