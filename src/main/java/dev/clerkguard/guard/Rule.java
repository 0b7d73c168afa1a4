package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Demand;
import dev.clerkguard.session.Reverification;
import dev.clerkguard.session.Session;

/**
 * What a resource method asks of its callers, read from its annotations once. Those of the method, of the class that
 * declares it and of the resource class add up.
 *
 * @param open whether anybody may call it, signed in or not
 * @param demands what the session must have, all of it
 * @param notImpersonated whether an impersonated session is refused
 */
record Rule(boolean open, List<Demand> demands, boolean notImpersonated) {
    private static final Map<Class<? extends Annotation>, Function<Annotation, Stream<Demand>>> DEMANDS = Map.of(
            RequiresPermission.class,
            found -> names(((RequiresPermission) found).value()).map(Demand.Permission::new),
            RequiresFeature.class,
            found -> names(((RequiresFeature) found).value()).map(Demand.Feature::new),
            RequiresPlan.class,
            found -> names(((RequiresPlan) found).value()).map(Demand.Plan::new),
            Reverified.class,
            found -> Stream.of(new Demand.Reverified(Reverification.parse(((Reverified) found).value()))));

    /** @throws IllegalArgumentException when an annotation asks for something that no session could ever have */
    static Rule of(Method method, Class<?> resourceClass) {
        if (Exemption.isExempt(method, resourceClass)) {
            return new Rule(true, List.of(), false);
        }
        Set<AnnotatedElement> elements =
                new LinkedHashSet<>(List.of(method, method.getDeclaringClass(), resourceClass));
        List<Demand> demands = new ArrayList<>();
        try {
            for (AnnotatedElement element : elements) {
                DEMANDS.forEach((type, read) -> Optional.<Annotation>ofNullable(element.getAnnotation(type))
                        .ifPresent(found -> read.apply(found).forEach(demands::add)));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "An annotation on " + resourceClass.getName() + "." + method.getName() + " cannot hold: "
                            + e.getMessage(),
                    e);
        }
        return new Rule(
                false,
                List.copyOf(demands),
                elements.stream().anyMatch(element -> element.isAnnotationPresent(NotImpersonated.class)));
    }

    /** @throws RefusedException that says what is missing, and not what is there */
    void check(Optional<Session> signedIn) {
        if (demands.isEmpty() && !notImpersonated) {
            return;
        }
        Session session = signedIn.orElseThrow(Refusals::noSession);
        if (notImpersonated && session.actor().isPresent()) {
            throw Refusals.impersonated();
        }
        for (Demand demand : demands) {
            if (!demand.isMetBy(session)) {
                throw Refusals.missing(demand);
            }
        }
    }

    private static Stream<String> names(String[] names) {
        if (names.length == 0 || Stream.of(names).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a name is wanted");
        }
        return Stream.of(names);
    }
}
