package dev.clerkguard.testing;

import java.util.Comparator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.TestProfile;

/**
 * Runs integration tests with the same profile and test resources one after another, so that the service starts once for
 * them. Quarkus does so for @QuarkusTest only. Among those without a service in common, {@link Order} decides: what takes
 * longest begins first, so that it does not run alone at the end.
 */
public final class ByApplication implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(ByApplication::application)
                        .thenComparing(ByApplication::order)
                        .thenComparing(one -> one.getTestClass().getName()));
    }

    private static String application(ClassDescriptor test) {
        return test.findRepeatableAnnotations(WithTestResource.class).stream()
                .map(annotation -> annotation.value().getName())
                .sorted()
                .collect(Collectors.joining(",", profile(test.getTestClass()) + " ", ""));
    }

    private static int order(ClassDescriptor test) {
        return test.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
    }

    /** The annotation is not inherited, but Quarkus looks for it at the superclasses, too. */
    private static String profile(Class<?> test) {
        if (test == null) {
            return "";
        }
        TestProfile profile = test.getAnnotation(TestProfile.class);
        return profile == null ? profile(test.getSuperclass()) : profile.value().getName();
    }
}
