package dev.clerkguard.guard;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;

/**
 * Binds {@link AccessPolicyInterceptor} at build time to every bean to which a security annotation of this package
 * applies, directly, inherited or composed, and to every class with a locator of sub-resources. An annotation that
 * could have no effect ends the build with its place.
 */
public class RestrictedBeans implements BuildCompatibleExtension {
    private final Set<String> needBean = new TreeSet<>();
    private final Set<String> beans = new HashSet<>();
    private final Set<String> bound = new HashSet<>();
    private final Set<String> unbound = new TreeSet<>();
    private final Set<String> needImplementation = new TreeSet<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();

    /** The index of Quarkus has no java.lang classes, so enums and records do not count as subtypes of Object there. */
    @Enhancement(
            types = {Object.class, Enum.class, Record.class},
            withSubtypes = true)
    public void bind(ClassConfig type, Messages messages) {
        ClassInfo info = type.info();
        bound.add(info.name());
        boolean restricted = SecurityModel.isRestricted(info);
        if (info.isAnnotation() || !restricted && !SecurityModel.hasLocator(info)) {
            return;
        }
        unreachable(info)
                .forEach(method -> messages.error("A security annotation on " + info.name() + "." + method.name()
                        + " has no effect: a private or static method cannot be intercepted."));
        if (info.isInterface() || info.isAbstract() && !info.isEnum()) {
            if (restricted) {
                needImplementation.add(info.name());
            }
            return;
        }
        supertypes.put(info.name(), SecurityModel.supertypes(info));
        if (!info.isEnum()) {
            // On a resource as well, which another bean may call past AuthorizationFilter.
            type.addAnnotation(RestrictedBean.class);
        }
        if (restricted && needsInterceptor(info)) {
            needBean.add(info.name());
        }
    }

    /** AuthorizationFilter guards the endpoints of a sub-resource that is no bean; nothing guards the rest of it. */
    private static boolean needsInterceptor(ClassInfo info) {
        return !SecurityModel.isResource(info)
                || SecurityModel.hasLocator(info)
                || info.methods().stream()
                        .anyMatch(method ->
                                !SecurityModel.isEndpoint(info, method) && SecurityModel.isRestricted(info, method));
    }

    private static Stream<MethodInfo> unreachable(ClassInfo info) {
        return info.methods().stream()
                .filter(method -> method.declaringClass().name().equals(info.name()))
                .filter(method -> Modifier.isPrivate(method.modifiers()) || method.isStatic())
                .filter(SecurityModel::isRestricted);
    }

    @Registration(types = Object.class)
    public void collect(BeanInfo bean) {
        if (bean.isClassBean()) {
            beans.add(bean.declaringClass().name());
            if (!bound.contains(bean.declaringClass().name()) && SecurityModel.isRestricted(bean.declaringClass())) {
                unbound.add(bean.declaringClass().name());
            }
        }
    }

    @Validation
    public void validate(Messages messages) {
        unbound.forEach(name -> messages.error("A security annotation applies to " + name
                + " and has no effect, because a superclass is not in the index of Quarkus."
                + " Index its library (quarkus.index-dependency) or do not extend it."));
        needBean.stream()
                .filter(name -> !beans.contains(name))
                .forEach(name -> messages.error("A security annotation applies to " + name
                        + " and has no effect, because the class is neither a bean nor a resource."
                        + " Add a scope such as @ApplicationScoped."));
        Set<String> implemented = supertypes.entrySet().stream()
                .filter(type -> beans.contains(type.getKey()) || !needBean.contains(type.getKey()))
                .flatMap(type -> type.getValue().stream())
                .collect(Collectors.toSet());
        needImplementation.stream()
                .filter(name -> !implemented.contains(name))
                .forEach(name -> messages.error("A security annotation applies to " + name
                        + " and has no effect, because no bean and no resource extends or implements it."));
    }
}
