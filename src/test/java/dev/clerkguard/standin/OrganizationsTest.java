package dev.clerkguard.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

class OrganizationsTest {
    private final Organizations organizations = new Organizations();

    @BeforeEach
    void addAcme() {
        organizations.add(new Organization(
                json("org_acme", "acme"),
                List.of("invoices"),
                Optional.of("business"),
                Map.of("owner", List.of("invoices:create"))));
        organizations.addMember(Membership.of("orgmem_1", "org_acme", "user_ada", "owner"));
    }

    @Test
    void organization_isFoundByIdAndSlug() {
        assertEquals(organizations.find("acme"), organizations.find("org_acme"));
        assertTrue(organizations.find("other").isEmpty());
    }

    @Test
    void removedOrganization_hasNoMembers() {
        organizations.remove("org_acme");

        assertEquals(List.of(), organizations.membershipsOf("user_ada"));
    }

    @Test
    void newOrganization_hasTheRolesAndFeaturesOfTheInstance() {
        organizations.create(json("org_new", "new"));

        Organization created = organizations.find("new").orElseThrow();
        assertEquals(List.of("invoices"), created.features());
        assertEquals(List.of("invoices:create"), created.permissions("owner"));
        assertEquals(List.of(), created.permissions("admin"));
        assertEquals(Optional.empty(), created.plan());
    }

    @Test
    void change_raisesUpdatedAt() {
        Organization before = organizations.find("acme").orElseThrow();

        Organization after = organizations
                .change("org_acme", json -> json.put("name", "Acme"))
                .orElseThrow();

        assertEquals("Acme", after.json().path("name").asText());
        assertTrue(before.json().path("name").isMissingNode());
        assertTrue(after.json().path("updated_at").asLong()
                > before.json().path("updated_at").asLong());
    }

    @Test
    void changedMember_hasTheNewRole() {
        organizations.changeMember("org_acme", "user_ada", member -> member.withRole("member"));

        assertEquals(
                "member",
                organizations.membership("org_acme", "user_ada").orElseThrow().role());
        assertTrue(organizations.removeMember("org_acme", "user_ada").isPresent());
        assertTrue(organizations.membership("org_acme", "user_ada").isEmpty());
    }

    private static ObjectNode json(String id, String slug) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("slug", slug)
                .put("updated_at", 1);
    }
}
