package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class SessionIdentityTest {
    private static final String CLAIMS = """
            {"sub":"user_1","sid":"sess_1","exp":1790000000,"v":2,"name":"Ada \u00e9\u2603",\
            "fea":"o:invoices","o":{"id":"org_1","slg":"acme","rol":"admin","per":"create,read","fpm":"3"}}""";

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void claims_areKeptAsTheyWereInTheToken() throws Exception {
        Session session = SessionIdentity.require(Optional.of(identity(CLAIMS)));

        assertEquals(CLAIMS, session.claimsJson());
        assertEquals(mapper.readTree(CLAIMS), session.claims());
        assertEquals(read(CLAIMS), session);
    }

    @Test
    void answer_containsTheClaims() throws Exception {
        assertEquals(
                mapper.readTree(CLAIMS),
                mapper.readTree(SessionIdentity.json(identity(CLAIMS))).get("sessionClaims"));
    }

    @Test
    void role_isKnownWithAndWithoutItsPrefix() throws Exception {
        SecurityIdentity identity = identity(CLAIMS);

        assertEquals(Set.of("org:admin", "admin"), identity.getRoles());
        assertTrue(identity.hasRole("admin"));
        assertFalse(identity.hasRole("member"));
        assertEquals("user_1", identity.getPrincipal().getName());
        assertFalse(identity.isAnonymous());
    }

    @ParameterizedTest
    @CsvSource({"invoices,create,true", "invoices,delete,false", "reports,create,false", "invoices,,false"})
    void permission_isThatOfTheOrganization(String name, String action, boolean granted) throws Exception {
        StringPermission required = action == null ? new StringPermission(name) : new StringPermission(name, action);

        assertEquals(granted, identity(CLAIMS).checkPermission(required).await().indefinitely());
    }

    @Test
    void withoutOrganization_hasNoRoleAndNoPermission() throws Exception {
        SecurityIdentity identity = identity("{\"sub\":\"user_1\",\"sid\":\"sess_1\",\"exp\":1790000000}");

        assertEquals(Set.of(), identity.getRoles());
        assertFalse(identity.checkPermission(new StringPermission("invoices", "create"))
                .await()
                .indefinitely());
    }

    /** A SecurityIdentityAugmentor of an application makes such a copy. */
    @Test
    void copyOfQuarkus_keepsTheSession() throws Exception {
        SecurityIdentity identity = identity(CLAIMS);
        SecurityIdentity copy =
                QuarkusSecurityIdentity.builder(identity).addRole("billing").build();

        assertSame(
                SessionIdentity.session(identity).orElseThrow(),
                SessionIdentity.session(copy).orElseThrow());
        assertSame(SessionIdentity.json(identity), SessionIdentity.json(copy));
        assertTrue(copy.checkPermission(new StringPermission("invoices", "create"))
                .await()
                .indefinitely());
        assertTrue(copy.hasRole("admin"));
        assertNull(identity.getAttribute("other"));
    }

    /** A resource of an application may return the session. */
    @Test
    void sessionAsJson_hasTheClaimsAsText() throws Exception {
        Session session = SessionIdentity.require(Optional.of(identity(CLAIMS)));

        assertEquals(
                CLAIMS,
                JsonMapper.builder()
                        .findAndAddModules()
                        .build()
                        .<JsonNode>valueToTree(session)
                        .get("claimsJson")
                        .textValue());
    }

    @Test
    void membersOfOneOrganization_shareIt() throws Exception {
        Session one = read(CLAIMS);
        Session other = read(CLAIMS.replace("user_1", "user_2"));

        assertSame(one.organization().orElseThrow(), other.organization().orElseThrow());
        assertSame(one.features(), other.features());
    }

    private SecurityIdentity identity(String claims) throws Exception {
        return SessionIdentity.of(read(claims));
    }

    private Session read(String claims) throws Exception {
        return ClaimsReader.read((ObjectNode) mapper.readTree(claims), claims);
    }
}
