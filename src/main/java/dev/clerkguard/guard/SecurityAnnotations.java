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
        return all(element).stream();
    }

    private static Set<Annotation> all(AnnotatedElement element) {
        Set<Annotation> found = new LinkedHashSet<>();
        collect(element, found);
        return found;
    }

    /**
     * Whether one of these annotations is on the class, on a supertype or on a method of them. It is asked of every bean
     * at each start, so it is a loop: streams took 2 % of a start.
     */
    static boolean anyOn(Class<?> type, Set<Class<? extends Annotation>> annotations) {
        for (Class<?> each : supertypes(type)) {
            if (isAny(each, annotations)) {
                return true;
            }
            for (Method method : each.getDeclaredMethods()) {
                if (isAny(method, annotations)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAny(AnnotatedElement element, Set<Class<? extends Annotation>> annotations) {
        for (Annotation found : all(element)) {
            if (annotations.contains(found.annotationType())) {
                return true;
            }
        }
        return false;
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
        return supertypes(classes).stream();
    }

    private static Set<Class<?>> supertypes(Class<?>... classes) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> type : classes) {
            collect(type, types);
        }
        return types;
    }

    private static void collect(Class<?> type, Set<Class<?>> types) {
        if (type == null || type == Object.class || !types.add(type)) {
            return;
        }
        collect(type.getSuperclass(), types);
        for (Class<?> parent : type.getInterfaces()) {
            collect(parent, types);
        }
    }
}
