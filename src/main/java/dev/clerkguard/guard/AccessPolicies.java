package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The access policies that were read while the application was put together. A native binary reads them while it is
 * built: later it does not see the methods of every supertype.
 */
final class AccessPolicies {
    private static final Map<String, AccessPolicy> READ = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> NEED_SESSION = new ConcurrentHashMap<>();

    private AccessPolicies() {}

    static AccessPolicy of(Method method, Class<?> target) {
        return READ.computeIfAbsent(key(method, target), unread -> AccessPolicy.of(method, target));
    }

    /** Whether a call of a bean's method needs a session: for its restrictions, or because it is a locator. */
    static boolean needsSession(Method method, Class<?> target) {
        AccessPolicy policy = of(method, target);
        return policy.restricts()
                || !policy.open()
                        && NEED_SESSION.computeIfAbsent(
                                key(method, target), unread -> Locators.needsSession(method, target));
    }

    private static String key(Method method, Class<?> target) {
        return target.getName() + "#" + method.getDeclaringClass().getName() + "." + method.getName()
                + Arrays.toString(method.getParameterTypes());
    }
}
