package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the annotations that apply to a method: its own, those of every method that it overrides or implements, those
 * of its class and of every supertype, and those that are on such an annotation (composed annotations).
 */
final class SecurityAnnotations {
    private SecurityAnnotations() {}

    /** The annotations on an element and, at any depth, the annotations on those. */
    static Stream<Annotation> on(AnnotatedElement element) {
        Set<Annotation> found = new LinkedHashSet<>();
        collect(element, found);
        return found.stream();
    }

    private static void collect(AnnotatedElement element, Set<Annotation> found) {
        for (Annotation annotation : element.getAnnotations()) {
            if (!annotation.annotationType().getName().startsWith("java.") && found.add(annotation)) {
                collect(annotation.annotationType(), found);
            }
        }
    }

    /** The method, and each method of a supertype that it overrides or implements. */
    static Set<Method> overridden(Method method, Class<?> target) {
        Set<Method> methods = new LinkedHashSet<>(Set.of(method));
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return methods;
        }
        types(target, method.getDeclaringClass())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(other -> !other.isBridge() && isSameOrWider(other, method))
                .forEach(methods::add);
        return methods;
    }

    /** With type parameters erased, a parameter of the overridden method may be wider. */
    private static boolean isSameOrWider(Method other, Method method) {
        Class<?>[] wide = other.getParameterTypes();
        Class<?>[] narrow = method.getParameterTypes();
        if (!other.getName().equals(method.getName()) || wide.length != narrow.length) {
            return false;
        }
        for (int i = 0; i < wide.length; i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
        }
        return true;
    }

    /** The classes and every superclass and interface of them. */
    static Stream<Class<?>> types(Class<?>... classes) {
        Set<Class<?>> types = new LinkedHashSet<>();
        Arrays.stream(classes).forEach(type -> collect(type, types));
        return types.stream();
    }

    private static void collect(Class<?> type, Set<Class<?>> types) {
        if (type == null || type == Object.class || !types.add(type)) {
            return;
        }
        collect(type.getSuperclass(), types);
        Arrays.stream(type.getInterfaces()).forEach(parent -> collect(parent, types));
    }
}
