package dev.clerkguard.guard;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationTarget;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import io.quarkus.security.PermissionsAllowed;

/**
 * Answers at build time which classes and methods a security annotation of this package applies to. What the
 * annotations say is read by {@link AccessPolicy}.
 */
final class SecurityModel {
    private static final Set<String> RESTRICTIONS = Set.of(
            RequiresPermission.class.getName(),
            RequiresFeature.class.getName(),
            RequiresPlan.class.getName(),
            Reverified.class.getName(),
            NotImpersonated.class.getName(),
            Accepts.class.getName(),
            RequiresScope.class.getName());

    private SecurityModel() {}

    /** Whether a restriction is on the class, on a supertype, or on a method of either. */
    static boolean isRestricted(ClassInfo type) {
        return types(type).anyMatch(each -> has(each) || each.methods().stream().anyMatch(SecurityModel::has));
    }

    static boolean isRestricted(MethodInfo method) {
        return has(method);
    }

    /** Whether a restriction is on the method or on one that it overrides. */
    static boolean isRestricted(ClassInfo type, MethodInfo method) {
        return overridden(type, method).anyMatch(SecurityModel::has);
    }

    /** Whether Quarkus REST serves the class, as a resource or a sub-resource. */
    static boolean isResource(ClassInfo type) {
        return types(type)
                .anyMatch(each -> each.hasAnnotation(Path.class)
                        || each.methods().stream().anyMatch(SecurityModel::hasHttpMethod));
    }

    static boolean isEndpoint(ClassInfo type, MethodInfo method) {
        return overridden(type, method).anyMatch(SecurityModel::hasHttpMethod);
    }

    /** A method with a path and without an HTTP method hands the request to a sub-resource. */
    static boolean isLocator(ClassInfo type, MethodInfo method) {
        return !isEndpoint(type, method) && overridden(type, method).anyMatch(each -> each.hasAnnotation(Path.class));
    }

    static boolean hasLocator(ClassInfo type) {
        return types(type)
                .flatMap(each -> each.methods().stream())
                .anyMatch(method -> method.hasAnnotation(Path.class) && isLocator(type, method));
    }

    private static boolean hasHttpMethod(MethodInfo method) {
        return method.annotations().stream().anyMatch(annotation -> AnnotationTypes.indexed(annotation)
                .map(type -> type.hasAnnotation(HttpMethod.class))
                .orElseGet(() -> AnnotationTypes.loaded(annotation)
                        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                        .isPresent()));
    }

    private static Stream<MethodInfo> overridden(ClassInfo type, MethodInfo method) {
        return types(type)
                .flatMap(each -> each.methods().stream())
                .filter(other -> other.name().equals(method.name())
                        && other.parameters().size() == method.parameters().size());
    }

    /** The names of the class, its superclasses and interfaces. */
    static Set<String> supertypes(ClassInfo type) {
        return types(type).map(ClassInfo::name).collect(Collectors.toSet());
    }

    private static Stream<ClassInfo> types(ClassInfo type) {
        Map<String, ClassInfo> types = new LinkedHashMap<>();
        collect(type, types);
        return types.values().stream();
    }

    private static void collect(ClassInfo type, Map<String, ClassInfo> types) {
        if (type == null || type.name().startsWith("java.") || types.putIfAbsent(type.name(), type) != null) {
            return;
        }
        collect(type.superClassDeclaration(), types);
        List<ClassInfo> interfaces = type.superInterfacesDeclarations();
        interfaces.forEach(each -> collect(each, types));
    }

    private static boolean has(AnnotationTarget target) {
        return target.annotations().stream().anyMatch(annotation -> restricts(annotation, new HashSet<>()));
    }

    private static boolean restricts(AnnotationInfo annotation, Set<String> seen) {
        return AnnotationTypes.indexed(annotation)
                .map(type -> restricts(annotation, type, seen))
                .orElseGet(() -> AnnotationTypes.loaded(annotation)
                        .filter(SecurityModel::isComposed)
                        .isPresent());
    }

    private static boolean restricts(AnnotationInfo annotation, ClassInfo type, Set<String> seen) {
        String name = type.name();
        if (name.startsWith("java.") || !seen.add(name)) {
            return false;
        }
        return RESTRICTIONS.contains(name)
                || name.equals(PermissionsAllowed.class.getName())
                        && annotation.hasMember("inclusive")
                        && annotation.member("inclusive").asBoolean()
                || type.annotations().stream().anyMatch(inner -> restricts(inner, seen));
    }

    private static boolean isComposed(Class<?> type) {
        return SecurityAnnotations.on(type)
                .anyMatch(inner -> RESTRICTIONS.contains(inner.annotationType().getName())
                        || inner instanceof PermissionsAllowed permissions && permissions.inclusive());
    }
}
