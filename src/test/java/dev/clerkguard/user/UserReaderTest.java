package dev.clerkguard.user;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.testing.ClerkUsers;

class UserReaderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void userWithAnIdOnly_isRead() throws IOException {
        User user = UserReader.read(MAPPER.readTree("{\"id\":\"user_1\"}")).orElseThrow();

        assertEquals(Optional.empty(), user.username());
        assertEquals(List.of(), user.emailAddresses());
        assertFalse(user.flags().banned());
        assertEquals(Optional.empty(), user.createdAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "\"user_1\"", "{\"id\":null}", "{\"id\":7}", "{\"id\":\"\"}"})
    void jsonWithoutAnId_isNoUser(String json) throws IOException {
        assertEquals(Optional.empty(), UserReader.read(MAPPER.readTree(json)));
    }

    @Test
    void memberOfAnotherShape_isReadAsAbsent() throws IOException {
        List<JsonNode> shapes = List.of(
                MAPPER.readTree("null"),
                MAPPER.readTree("\"text\""),
                MAPPER.readTree("-1.5e300"),
                MAPPER.readTree("true"),
                MAPPER.readTree("[1, \"a\", null, {}, []]"),
                MAPPER.readTree("{\"id\": {}, \"verification\": 3, \"email_address\": \"a@b\"}"));
        ObjectNode whole = (ObjectNode) MAPPER.readTree(ClerkUsers.json("user_1"));
        for (Iterator<String> names = whole.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            for (JsonNode shape : shapes) {
                ObjectNode bent = whole.deepCopy();
                bent.set(name, shape);
                assertDoesNotThrow(
                        () -> UserReader.read(bent).map(UserJson::of).map(ObjectNode::toString), name + " = " + shape);
            }
        }
    }

    @Test
    void verificationOfEachShape_isRead() throws IOException {
        User user = UserReader.read(MAPPER.readTree("""
                {"id": "user_1", "email_addresses": [
                  {"id": "a", "email_address": "a@example.test", "verification": {"status": "verified"}},
                  {"id": "b", "email_address": "b@example.test", "verification": "verified"},
                  {"id": "c", "email_address": "c@example.test", "verification": null},
                  {"id": "d", "email_address": "d@example.test", "verification": ["verified"]}]}
                """)).orElseThrow();

        assertEquals(
                List.of(Optional.of("verified"), Optional.of("verified"), Optional.empty(), Optional.empty()),
                user.emailAddresses().stream().map(Contact::verification).toList());
    }

    @Test
    void privateMetadata_isNotRead() throws IOException {
        User user = UserReader.read(MAPPER.readTree(ClerkUsers.json("user_1"))).orElseThrow();

        assertFalse(UserJson.of(user).toString().contains("not-for-the-user"));
        assertTrue(UserJson.of(user).toString().contains("gold"));
    }

    @Test
    void metadata_isReadUnchanged() throws IOException {
        String metadata = "{\"a\":[{},{\"b\":1.5}],\"\u00e9\":\"\\n\"}";
        User user = UserReader.read(MAPPER.readTree(
                        "{\"id\":\"user_1\",\"public_metadata\":" + metadata + ",\"unsafe_metadata\":[1]}"))
                .orElseThrow();

        assertEquals(MAPPER.readTree(metadata), user.publicMetadata());
        assertEquals(MAPPER.readTree("{}"), user.unsafeMetadata());
        assertEquals(
                MAPPER.readTree(metadata),
                MAPPER.readTree(UserJson.of(user).toString()).path("publicMetadata"));
        JsonNode byAnApplication = MAPPER.copy().findAndRegisterModules().valueToTree(user);
        assertEquals(
                MAPPER.readTree(metadata),
                MAPPER.readTree(byAnApplication.toString()).path("publicMetadata"));
    }

    /** Many users are in memory at the same time. */
    @Test
    void equalTextsOfManyUsers_areOneObject() throws IOException {
        User one = UserReader.read(MAPPER.readTree(ClerkUsers.json("user_1"))).orElseThrow();
        User other = UserReader.read(MAPPER.readTree(ClerkUsers.json("user_2"))).orElseThrow();

        assertSame(
                one.emailAddresses().get(1).verification(),
                other.emailAddresses().get(1).verification());
        assertSame(
                one.externalAccounts().get(0).provider(),
                other.externalAccounts().get(0).provider());
        assertSame(one.publicMetadataJson(), other.publicMetadataJson());
        assertSame(one.flags(), other.flags());
    }
}
