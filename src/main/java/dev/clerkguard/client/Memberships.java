package dev.clerkguard.client;

import java.util.List;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.ResourceApi;

/** Who is a member of which organisation. */
public final class Memberships {
    private final ClerkCalls calls;
    private final ResourceApi api;

    Memberships(ClerkCalls calls, ResourceApi api) {
        this.calls = calls;
        this.api = api;
    }

    /** Lists the members of an organisation. */
    public Uni<Page<Membership>> ofOrganization(String organizationId, PageRequest page) {
        return calls.list(
                Operation.LIST_MEMBERSHIPS,
                List.of(organizationId),
                page,
                Membership::read,
                () -> api.membershipsOfOrganization(organizationId, page.limit(), page.offset()));
    }

    /** Lists the organisations of a user. */
    public Uni<Page<Membership>> ofUser(String userId, PageRequest page) {
        return calls.list(
                Operation.LIST_MEMBERSHIPS,
                List.of(userId),
                page,
                Membership::read,
                () -> api.membershipsOfUser(userId, page.limit(), page.offset()));
    }

    /** Adds a user to an organisation. */
    public Uni<Membership> create(String organizationId, String userId, String role) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("user_id", userId).put("role", role);
        return calls.change(
                Operation.CHANGE_MEMBERSHIP,
                false,
                List.of(organizationId),
                Membership::read,
                () -> api.createMembership(organizationId, ClerkCalls.body(json)));
    }

    /** Gives a member another role. Tokens have the earlier role until they expire, within 60 s. */
    public Uni<Membership> changeRole(String organizationId, String userId, String role) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("role", role);
        return calls.change(
                Operation.CHANGE_MEMBERSHIP,
                true,
                List.of(organizationId, userId),
                Membership::read,
                () -> api.updateMembership(organizationId, userId, ClerkCalls.body(json)));
    }

    /** Removes a member. */
    public Uni<Membership> delete(String organizationId, String userId) {
        return calls.change(
                Operation.CHANGE_MEMBERSHIP,
                true,
                List.of(organizationId, userId),
                Membership::read,
                () -> api.deleteMembership(organizationId, userId));
    }
}
