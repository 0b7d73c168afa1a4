package dev.clerkguard.client;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.ResourceApi;

/** The organisations at Clerk. An organisation is named by its id or its slug where Clerk accepts both. */
public final class Organizations {
    private final ClerkCalls calls;
    private final ResourceApi api;

    Organizations(ClerkCalls calls, ResourceApi api) {
        this.calls = calls;
        this.api = api;
    }

    /** Reads an organisation by id or slug; empty when Clerk does not know it. */
    public Uni<Optional<Organization>> get(String idOrSlug) {
        return calls.find(Operation.READ_ORGANIZATION, idOrSlug, Organization::read, () -> api.organization(idOrSlug));
    }

    /** Lists organisations. */
    public Uni<Page<Organization>> list(PageRequest page) {
        return matching(null, page);
    }

    /** Lists organisations with the text in their id, name or slug. */
    public Uni<Page<Organization>> matching(String query, PageRequest page) {
        return calls.list(
                Operation.LIST_ORGANIZATIONS,
                List.of(),
                page,
                Organization::read,
                () -> api.organizations(query, page.limit(), page.offset()));
    }

    /** Creates an organisation, whose first admin is the user. It is not repeated when Clerk's answer does not arrive. */
    public Uni<Organization> create(String name, String createdBy) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("name", name).put("created_by", createdBy);
        return calls.change(
                Operation.CHANGE_ORGANIZATION,
                false,
                List.of(),
                Organization::read,
                () -> api.createOrganization(ClerkCalls.body(json)));
    }

    /** Merges members into the public metadata, which the members see; null removes one. */
    public Uni<Organization> mergePublicMetadata(String id, ObjectNode members) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().set("public_metadata", members);
        return calls.change(
                Operation.CHANGE_ORGANIZATION,
                true,
                List.of(id),
                Organization::read,
                () -> api.mergeOrganizationMetadata(id, ClerkCalls.body(json)));
    }

    /** Deletes an organisation. */
    public Uni<Void> delete(String id) {
        return calls.change(
                        Operation.CHANGE_ORGANIZATION,
                        true,
                        List.of(id),
                        Organization::read,
                        () -> api.deleteOrganization(id))
                .replaceWithVoid();
    }
}
