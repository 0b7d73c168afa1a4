package dev.clerkguard.standin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The organisations and their members. */
final class Organizations {
    private final Store<Organization> organizations = new Store<>(Organization::id);
    private final Store<Membership> memberships = new Store<>(Membership::id);

    List<Organization> all() {
        return organizations.all();
    }

    /** By the id or the slug. */
    Optional<Organization> find(String which) {
        return organizations
                .find(which)
                .or(() ->
                        organizations.first(organization -> organization.slug().equals(which)));
    }

    void add(Organization organization) {
        organizations.put(organization);
    }

    /**
     * A new organisation with the roles and features of all others: in Clerk they belong to the instance. Its roles are
     * admin and member when there is no other organisation.
     */
    void create(ObjectNode json) {
        Set<String> features = new LinkedHashSet<>();
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        for (String role : List.of("admin", "member")) {
            roles.put(role, new LinkedHashSet<>());
        }
        for (Organization other : all()) {
            features.addAll(other.features());
            other.roles().forEach((role, permissions) -> roles.computeIfAbsent(role, name -> new LinkedHashSet<>())
                    .addAll(permissions));
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        roles.forEach((role, permissions) -> copy.put(role, List.copyOf(permissions)));
        add(new Organization(json, List.copyOf(features), Optional.empty(), copy));
    }

    Optional<Organization> change(String id, Consumer<ObjectNode> change) {
        return organizations.change(id, organization -> organization.with(change));
    }

    /** Removes its memberships, too. */
    Optional<Organization> remove(String id) {
        membersOf(id).forEach(member -> memberships.remove(member.id()));
        return organizations.remove(id);
    }

    List<Membership> memberships() {
        return memberships.all();
    }

    List<Membership> membersOf(String organizationId) {
        return memberships.select(member -> member.organizationId().equals(organizationId));
    }

    List<Membership> membershipsOf(String userId) {
        return memberships.select(member -> member.userId().equals(userId));
    }

    Optional<Membership> membership(String organizationId, String userId) {
        return memberships.first(member -> member.organizationId().equals(organizationId)
                && member.userId().equals(userId));
    }

    void addMember(Membership membership) {
        memberships.put(membership);
    }

    Optional<Membership> changeMember(String organizationId, String userId, UnaryOperator<Membership> change) {
        return membership(organizationId, userId).flatMap(member -> memberships.change(member.id(), change));
    }

    Optional<Membership> removeMember(String organizationId, String userId) {
        return membership(organizationId, userId).flatMap(member -> memberships.remove(member.id()));
    }

    void restore(Collection<Organization> newOrganizations, Collection<Membership> newMemberships) {
        organizations.restore(newOrganizations);
        memberships.restore(newMemberships);
    }

    /** The membership in the session's active organisation; empty when there is none or it has ended since. */
    Optional<Membership> activeMembership(BrowserSession session) {
        return session.organizationId().flatMap(id -> membership(id, session.userId()));
    }
}
