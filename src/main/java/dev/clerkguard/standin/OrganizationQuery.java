package dev.clerkguard.standin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

/** Finds organisations as GET /v1/organizations does: every filter that is given must hold. */
final class OrganizationQuery {
    private final StandIn standIn;
    private final MultivaluedMap<String, String> query;

    OrganizationQuery(StandIn standIn, MultivaluedMap<String, String> query) {
        this.standIn = standIn;
        this.query = query;
    }

    Stream<Organization> all() {
        return standIn.organizations().all().stream()
                .filter(this::textFound)
                .filter(organization -> listed("organization_id", organization.id()))
                .filter(this::hasMember)
                .sorted(order());
    }

    private boolean textFound(Organization organization) {
        String text = query.getFirst("query");
        String name = organization.json().path("name").asText();
        return text == null
                || (organization.id() + " " + organization.slug() + " " + name)
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT));
    }

    private boolean listed(String parameter, String value) {
        List<String> values = query.getOrDefault(parameter, List.of());
        return values.isEmpty() || values.contains(value);
    }

    private boolean hasMember(Organization organization) {
        return query.getOrDefault("user_id", List.of()).stream()
                .map(id -> id.replaceFirst("^[+-]", ""))
                .allMatch(id -> standIn.organizations()
                        .membership(organization.id(), id)
                        .isPresent());
    }

    private Comparator<Organization> order() {
        String by = query.getFirst("order_by") == null ? "-created_at" : query.getFirst("order_by");
        String member = by.replaceFirst("^[+-]", "");
        Comparator<Organization> order = member.equals("members_count")
                ? Comparator.comparingInt(organization ->
                        standIn.organizations().membersOf(organization.id()).size())
                : Comparator.<Organization>comparingLong(
                                organization -> organization.json().path(member).asLong())
                        .thenComparing(
                                organization -> organization.json().path(member).asText());
        return by.startsWith("-") ? order.reversed() : order;
    }
}
