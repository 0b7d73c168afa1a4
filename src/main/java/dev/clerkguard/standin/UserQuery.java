package dev.clerkguard.standin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Finds users as GET /v1/users does: every filter that is given must hold, one of its values is enough. */
final class UserQuery {
    private static final int MOST = 500;
    private static final Map<String, String> MEMBERS = Map.of(
            "email_address", "email_address",
            "phone_number", "phone_number",
            "external_id", "external_id",
            "username", "username",
            "user_id", "id");

    private final StandIn standIn;
    private final MultivaluedMap<String, String> query;

    UserQuery(StandIn standIn, MultivaluedMap<String, String> query) {
        this.standIn = standIn;
        this.query = query;
    }

    Stream<User> all() {
        Predicate<User> wanted = this::textFound;
        for (Map.Entry<String, String> filter : MEMBERS.entrySet()) {
            List<String> values = query.getOrDefault(filter.getKey(), List.of());
            if (!values.isEmpty()) {
                wanted = wanted.and(person -> person.json().findValuesAsText(filter.getValue()).stream()
                        .anyMatch(values::contains));
            }
        }
        List<String> organizations = query.getOrDefault("organization_id", List.of());
        if (!organizations.isEmpty()) {
            wanted = wanted.and(person -> standIn.organizations().membershipsOf(person.id()).stream()
                    .anyMatch(member -> organizations.contains(member.organizationId())));
        }
        return standIn.users().all().stream().filter(wanted);
    }

    List<ObjectNode> page() {
        return all().map(User::json)
                .sorted(order())
                .skip(number("offset", 0))
                .limit(Math.max(1, Math.min(MOST, number("limit", 10))))
                .toList();
    }

    private boolean textFound(User person) {
        String text = query.getFirst("query");
        return text == null
                || person.json().toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private Comparator<ObjectNode> order() {
        String by = query.getFirst("order_by") == null ? "-created_at" : query.getFirst("order_by");
        String member = by.replaceFirst("^[+-]", "");
        Comparator<ObjectNode> order = Comparator.<ObjectNode>comparingLong(
                        user -> user.path(member).asLong())
                .thenComparing(user -> user.path(member).asText());
        return by.startsWith("-") ? order.reversed() : order;
    }

    private long number(String name, long otherwise) {
        String text = query.getFirst(name);
        return text != null && text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
    }
}
