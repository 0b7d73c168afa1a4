package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.BadRequest;
import dev.clerkguard.token.TokenType;

/**
 * The kinds of credentials that a method accepts.
 *
 * @param declared those of the nearest {@link Accepts}; empty without one
 * @param parameter the query parameter that names them; empty for all methods but forward auth's
 */
record AcceptedTypes(Optional<Set<TokenType>> declared, Optional<String> parameter) {
    /** In place of a list of all kinds. */
    private static final String ANY = "any";

    /** What is accepted without an {@link Accepts}. */
    static final Set<TokenType> SESSIONS = Set.of(TokenType.SESSION_TOKEN);

    static AcceptedTypes of(Method method, Class<?> target) {
        Stream<AnnotatedElement> nearestFirst = Stream.concat(
                SecurityAnnotations.overridden(method, target).stream(),
                SecurityAnnotations.types(target, method.getDeclaringClass()));
        return new AcceptedTypes(
                nearestFirst
                        .map(AcceptedTypes::on)
                        .filter(types -> !types.isEmpty())
                        .findFirst(),
                Optional.ofNullable(method.getAnnotation(AcceptsParameter.class))
                        .map(AcceptsParameter::value));
    }

    /** Of one element: what is on it directly, otherwise what is on its other annotations. */
    private static Set<TokenType> on(AnnotatedElement element) {
        Accepts direct = element.getDeclaredAnnotation(Accepts.class);
        Set<TokenType> types = EnumSet.noneOf(TokenType.class);
        if (direct != null) {
            types.addAll(named(direct));
            return types;
        }
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            SecurityAnnotations.on(annotation.annotationType())
                    .filter(Accepts.class::isInstance)
                    .map(Accepts.class::cast)
                    .forEach(accepts -> types.addAll(named(accepts)));
        }
        return types;
    }

    private static List<TokenType> named(Accepts accepts) {
        if (accepts.value().length == 0) {
            throw new IllegalArgumentException("@Accepts names no kind of credential");
        }
        return List.of(accepts.value());
    }

    /** Whether every request needs a session token, which is the usual case. */
    boolean sessionsOnly() {
        return parameter.isEmpty() && (declared.isEmpty() || declared.get().equals(SESSIONS));
    }

    /** @throws BadRequest when the request names a kind that does not exist */
    Set<TokenType> of(RoutingContext request) {
        if (parameter.isEmpty()) {
            return declared.orElse(SESSIONS);
        }
        return parse(ForwardAuthParameters.of(request.request()).getOrDefault(parameter.get(), List.of()));
    }

    /**
     * @param names Clerk's names of kinds, or "any"; none means session tokens
     * @throws BadRequest for any other name
     */
    static Set<TokenType> parse(Collection<String> names) {
        if (names.isEmpty()) {
            return SESSIONS;
        }
        Set<TokenType> types = EnumSet.noneOf(TokenType.class);
        for (String name : names) {
            if (name.equals(ANY)) {
                types.addAll(EnumSet.allOf(TokenType.class));
            } else {
                types.add(TokenType.ofCode(name)
                        .orElseThrow(
                                () -> new BadRequest("The parameter accepts takes session_token, api_key, m2m_token,"
                                        + " oauth_token and any.")));
            }
        }
        return types;
    }
}
