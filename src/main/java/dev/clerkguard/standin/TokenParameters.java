package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.problem.BadRequest;

/**
 * The query of {@code GET /dev-clerk/token}. A parameter or a value that is unknown is a 400 that names it, so that a
 * test with a typing error does not pass.
 */
final class TokenParameters {
    private static final List<String> NAMES = List.of(
            "user",
            "organization",
            "role",
            "permissions",
            "features",
            "plans",
            "fva",
            "pending",
            "audience",
            "template",
            "claims",
            "actor",
            "seconds",
            "expired",
            "issuer",
            "key");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,8}");
    private static final Pattern FACTOR_AGES = Pattern.compile("(-1|\\d{1,6}),(-1|\\d{1,6})");
    private static final Pattern PERMISSIONS = Pattern.compile("[^:,\\s]+:[^:,\\s]+(,[^:,\\s]+:[^:,\\s]+)*");
    private static final Pattern SCOPED = Pattern.compile("(o|u|uo|ou):[^:,\\s]+(,(o|u|uo|ou):[^:,\\s]+)*");
    private static final Set<String> FLAGS = Set.of("true", "false");

    private final MultivaluedMap<String, String> query;

    TokenParameters(MultivaluedMap<String, String> query) {
        this.query = query;
        query.forEach((name, values) -> {
            if (!NAMES.contains(name)) {
                throw new BadRequest(
                        "There is no parameter '" + name + "'. There is: " + String.join(", ", NAMES) + ".");
            }
            if (values.size() > 1) {
                throw new BadRequest("The parameter '" + name + "' is given " + values.size() + " times.");
            }
        });
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(query.getFirst(name));
    }

    boolean flag(String name) {
        return checked(name, FLAGS::contains, "true or false")
                .filter("true"::equals)
                .isPresent();
    }

    /** The lifetime. */
    long seconds(long otherwise) {
        return checked("seconds", matches(SECONDS), "a number of seconds")
                .map(Long::parseLong)
                .orElse(otherwise);
    }

    Optional<FactorAges> factorAges() {
        return checked("fva", matches(FACTOR_AGES), "two ages in minutes, -1 for never, such as fva=15,-1")
                .map(text -> text.split(","))
                .map(ages -> new FactorAges(Integer.parseInt(ages[0]), Integer.parseInt(ages[1])));
    }

    /** Each as {@code feature:name}. */
    Optional<List<String>> permissions() {
        return checked(
                        "permissions",
                        matches(PERMISSIONS),
                        "a list of feature:permission, such as permissions=invoices:create,teams:read")
                .map(text -> List.of(text.split(",")));
    }

    /** @param name features or plans */
    Optional<String> scoped(String name) {
        return checked(
                name,
                matches(SCOPED),
                "a list with the scope o, u or uo before each name, such as " + name + "=o:one,u:two");
    }

    /** @param among the values that there are */
    Optional<String> oneOf(String name, List<String> among) {
        return checked(name, among::contains, String.join(" or ", among));
    }

    /** Claims that are added to the token, or take the place of its own. */
    Optional<ObjectNode> claims(ObjectMapper mapper) {
        return text("claims").map(text -> {
            try {
                return (ObjectNode) mapper.readTree(text);
            } catch (JsonProcessingException | ClassCastException e) {
                throw new BadRequest("The value of 'claims' is no JSON object.");
            }
        });
    }

    private Optional<String> checked(String name, Predicate<String> valid, String what) {
        Optional<String> value = text(name);
        if (value.filter(valid.negate()).isPresent()) {
            throw new BadRequest("The value of '" + name + "' must be " + what + ".");
        }
        return value;
    }

    private static Predicate<String> matches(Pattern pattern) {
        return pattern.asMatchPredicate();
    }
}
