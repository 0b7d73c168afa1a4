package dev.clerkguard.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import io.quarkus.security.PermissionsAllowed;
import io.quarkus.smallrye.openapi.OpenApiFilter;

import dev.clerkguard.token.TokenType;

/**
 * Adds to the OpenAPI document what is true of each resource method of a team: that it answers 401, 403 and 503, which
 * kinds of credentials it accepts, and what its annotations require. Runs in the build. Our own endpoints are described in META-INF/openapi.yaml.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class OpenApiRestrictions implements OASFilter {
    /** The text for each annotation; {@code %s} stands for its value. */
    private static final Map<DotName, String> TEXTS = Map.of(
            name(RolesAllowed.class), "the role %s",
            name(PermissionsAllowed.class), "the permission %s",
            name(RequiresPermission.class), "the permission %s",
            name(RequiresFeature.class), "the feature %s",
            name(RequiresPlan.class), "the plan %s",
            name(Reverified.class), "a verification of the user's identity: %s",
            name(RequiresScope.class), "the scope %s",
            name(NotImpersonated.class), "a session that is not impersonated",
            name(DenyAll.class), "what no caller has (@DenyAll)");

    private static final Set<DotName> ALTERNATIVES = Set.of(name(RolesAllowed.class), name(PermissionsAllowed.class));

    private static final DotName ACCEPTS = name(Accepts.class);
    /** The security schemes in META-INF/openapi.yaml. */
    private static final Map<TokenType, String> SCHEMES = Map.of(
            TokenType.SESSION_TOKEN, "session",
            TokenType.API_KEY, "apiKey",
            TokenType.M2M_TOKEN, "m2mToken",
            TokenType.OAUTH_TOKEN, "oauthToken");

    private final IndexView index;
    /** By the name without the package. Empty until the first operation needs it. */
    private final Map<String, List<ClassInfo>> classes = new HashMap<>();

    public OpenApiRestrictions(IndexView index) {
        this.index = index;
    }

    @Override
    public Operation filterOperation(Operation operation) {
        method(operation.getOperationId()).ifPresent(method -> describe(operation, method));
        return operation;
    }

    private void describe(Operation operation, MethodInfo method) {
        if (isPublic(method)) {
            operation.setSecurity(List.of());
            return;
        }
        if (operation.getSecurity() == null) {
            security(method).ifPresent(operation::setSecurity);
        }
        APIResponses responses =
                operation.getResponses() == null ? OASFactory.createAPIResponses() : operation.getResponses();
        refuses(responses, "401", "NotAuthenticated");
        Set<String> requirements = requirements(method);
        if (!requirements.isEmpty()) {
            refuses(responses, "403", "NotAllowed");
            String sentence = "Requires " + String.join("; ", requirements) + ".";
            String described = operation.getDescription();
            operation.setDescription(described == null ? sentence : described + "\n\n" + sentence);
            operation.addExtension("x-clerk-requires", List.copyOf(requirements));
        }
        refuses(responses, "503", "CannotBeKnown");
        operation.setResponses(responses);
    }

    private static void refuses(APIResponses responses, String status, String component) {
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(component));
        }
    }

    /**
     * {@code InvoiceResource_list}, for a nested class {@code Outer$Inner_list}: the strategy class-method, as
     * application.properties sets it.
     */
    private Optional<MethodInfo> method(String operationId) {
        String[] parts = operationId == null ? new String[0] : operationId.split("_", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        return classes(parts[0]).stream()
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals(parts[1]))
                .findFirst();
    }

    /** The index filters thousands of classes at each call, so it is read once and not for each operation. */
    private List<ClassInfo> classes(String nameWithoutPackage) {
        if (classes.isEmpty()) {
            for (ClassInfo type : index.getKnownClasses()) {
                classes.computeIfAbsent(type.name().withoutPackagePrefix(), name -> new ArrayList<>())
                        .add(type);
            }
        }
        return classes.getOrDefault(nameWithoutPackage, List.of());
    }

    private static boolean isPublic(MethodInfo method) {
        DotName permitAll = name(PermitAll.class);
        boolean methodSaysNothing = TEXTS.keySet().stream().noneMatch(method::hasDeclaredAnnotation);
        return method.hasDeclaredAnnotation(permitAll)
                || methodSaysNothing && method.declaringClass().hasDeclaredAnnotation(permitAll);
    }

    private Set<String> requirements(MethodInfo method) {
        Set<String> texts = new LinkedHashSet<>();
        annotations(method)
                .filter(annotation -> TEXTS.containsKey(annotation.name()))
                .forEach(annotation -> texts.add(text(annotation)));
        return texts;
    }

    /**
     * The kinds of credentials that the method accepts, each with the required scopes; empty without {@link Accepts},
     * when the security of the whole document holds.
     */
    private Optional<List<SecurityRequirement>> security(MethodInfo method) {
        List<ClassInfo> types = supertypes(method.declaringClass()).toList();
        List<String> scopes = annotations(method)
                .filter(annotation -> annotation.name().equals(name(RequiresScope.class)))
                .flatMap(annotation -> Arrays.stream(annotation.value().asStringArray()))
                .distinct()
                .toList();
        return Stream.concat(types.stream().flatMap(type -> same(type, method)), types.stream())
                .map(this::accepted)
                .filter(kinds -> !kinds.isEmpty())
                .findFirst()
                .map(kinds -> kinds.stream()
                        .map(kind -> OASFactory.createSecurityRequirement()
                                .addScheme(SCHEMES.get(TokenType.valueOf(kind)), scopes))
                        .toList());
    }

    /** Of one element: what is on it directly, otherwise what is on its other annotations. */
    private List<String> accepted(AnnotationTarget target) {
        AnnotationInstance direct = target.declaredAnnotation(ACCEPTS);
        Stream<AnnotationInstance> all = direct != null
                ? Stream.of(direct)
                : composed(target).filter(annotation -> annotation.name().equals(ACCEPTS));
        return all.flatMap(annotation -> Arrays.stream(annotation.value().asEnumArray()))
                .distinct()
                .toList();
    }

    private Stream<AnnotationInstance> annotations(MethodInfo method) {
        return supertypes(method.declaringClass())
                .flatMap(type -> Stream.concat(Stream.<AnnotationTarget>of(type), same(type, method)))
                .flatMap(this::composed);
    }

    private static Stream<AnnotationTarget> same(ClassInfo type, MethodInfo method) {
        return type.methods().stream()
                .filter(other -> other.name().equals(method.name())
                        && other.parameterTypes().equals(method.parameterTypes()))
                .map(AnnotationTarget.class::cast);
    }

    /** The annotations on an element and, at any depth, those on the application's own annotations. */
    private Stream<AnnotationInstance> composed(AnnotationTarget target) {
        List<AnnotationInstance> found = new ArrayList<>(target.declaredAnnotations());
        for (int i = 0; i < found.size(); i++) {
            ClassInfo type = index.getClassByName(found.get(i).name());
            if (type != null) {
                type.declaredAnnotations().stream()
                        .filter(annotation -> !found.contains(annotation))
                        .forEach(found::add);
            }
        }
        return found.stream();
    }

    /** The class itself first. */
    private Stream<ClassInfo> supertypes(ClassInfo type) {
        List<ClassInfo> types = new ArrayList<>(List.of(type));
        for (int i = 0; i < types.size(); i++) {
            ClassInfo known = types.get(i);
            Stream.concat(Stream.ofNullable(known.superName()), known.interfaceNames().stream())
                    .map(index::getClassByName)
                    .filter(found -> found != null && !types.contains(found))
                    .forEach(types::add);
        }
        return types.stream();
    }

    private static String text(AnnotationInstance annotation) {
        String joint = ALTERNATIVES.contains(annotation.name()) ? " or " : " and ";
        String value = annotation.value() == null
                ? ""
                : String.join(
                        joint,
                        annotation.value().kind() == AnnotationValue.Kind.ARRAY
                                ? Arrays.asList(annotation.value().asStringArray())
                                : List.of(annotation.value().asString()));
        return TEXTS.get(annotation.name()).formatted(value);
    }

    private static DotName name(Class<?> annotation) {
        return DotName.createSimple(annotation);
    }
}
