package dev.clerkguard.testing;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/** Adds RestAssured's filter before a test with {@link SignedInAs}, and removes it afterwards. */
final class SignedInAsExtension implements BeforeEachCallback, AfterEachCallback {
    private static final String AUTHORIZATION = "Authorization";
    private static final String ORGANIZATION_PREFIX = "org:";

    private record TokenFilter(String token) implements Filter {
        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification response,
                FilterContext context) {
            if (!request.getHeaders().hasHeaderWithName(AUTHORIZATION)) {
                request.header(AUTHORIZATION, "Bearer " + token);
            }
            return context.next(request, response);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        findAnnotation(context.getRequiredTestMethod(), SignedInAs.class)
                .or(() -> findAnnotation(context.getRequiredTestClass(), SignedInAs.class))
                .ifPresent(who -> {
                    String id = userId(who.user());
                    ClerkUsers.answer(
                            id, ClerkStub.json(ClerkUsers.json(id).replace("\"Ada\"", "\"" + firstName(who) + "\"")));
                    RestAssured.filters(new TokenFilter(claims(who, id).signedBy(ClerkStub.KEY)));
                });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Filter> others = new ArrayList<>(RestAssured.filters());
        others.removeIf(TokenFilter.class::isInstance);
        RestAssured.replaceFiltersWith(others);
    }

    /** A session of its own for each test: what one test revokes, no other test misses. */
    private static Claims claims(SignedInAs who, String userId) {
        Claims claims = Claims.now()
                .with("sub", userId)
                .with("sid", "sess_" + UUID.randomUUID().toString().replace("-", ""))
                .with("fva", IntStream.of(who.factorAge()).boxed().toList());
        boolean active = !who.organization().isEmpty();
        String scope = active ? "o:" : "u:";
        List<String> features = features(who);
        if (!features.isEmpty()) {
            claims.with("fea", features.stream().map(scope::concat).collect(Collectors.joining(",")));
        }
        if (!who.plan().isEmpty()) {
            claims.with("pla", scope + who.plan());
        }
        if (!who.impersonatedBy().isEmpty()) {
            claims.with("act", Map.of("sub", userId(who.impersonatedBy())));
        }
        return active ? claims.with("o", organization(who, features)) : claims;
    }

    /** In version 2 the features of the permissions are among those of the organisation (Clerk docs, "Session tokens"). */
    private static List<String> features(SignedInAs who) {
        Set<String> features = new LinkedHashSet<>();
        permissions(who).forEach(permission -> features.add(permission.split(":")[0]));
        features.addAll(List.of(who.features()));
        return List.copyOf(features);
    }

    /** As {@code feature:name}. */
    private static List<String> permissions(SignedInAs who) {
        return Stream.of(who.permissions()).map(SignedInAsExtension::plain).toList();
    }

    private static Map<String, Object> organization(SignedInAs who, List<String> features) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("id", "org_" + who.organization());
        claim.put("slg", who.organization());
        claim.put("rol", plain(who.role()));
        List<String> granted = permissions(who);
        List<String> names = granted.stream()
                .map(permission -> permission.split(":")[1])
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            claim.put("per", String.join(",", names));
            claim.put(
                    "fpm",
                    features.stream()
                            .map(feature -> String.valueOf(IntStream.range(0, names.size())
                                    .filter(bit -> granted.contains(feature + ":" + names.get(bit)))
                                    .map(bit -> 1 << bit)
                                    .sum()))
                            .collect(Collectors.joining(",")));
        }
        return claim;
    }

    private static String plain(String name) {
        return name.startsWith(ORGANIZATION_PREFIX) ? name.substring(ORGANIZATION_PREFIX.length()) : name;
    }

    private static String userId(String name) {
        return "user_" + name.toLowerCase(Locale.ROOT);
    }

    private static String firstName(SignedInAs who) {
        return who.user().substring(0, 1).toUpperCase(Locale.ROOT) + who.user().substring(1);
    }
}
