package dev.clerkguard.machine;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.Settings;

@QuarkusTest
@TestProfile(OptionalFeatures.class)
class ProtectedResourceTest {
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    @Test
    void metadata_isForEveryOneAndEveryOrigin() {
        for (String origin : new String[] {null, "https://evil.example", Claims.ORIGIN}) {
            var request = given();
            if (origin != null) {
                request.header("Origin", origin);
            }
            String body = request.header("Authorization", "Bearer garbage")
                    .get(METADATA + "/mcp")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .header("Access-Control-Allow-Origin", "*")
                    .extract()
                    .asString();
            assertEquals(
                    "{\"resource\":\"" + MachineStub.RESOURCE + "\",\"authorization_servers\":[\"" + Claims.ISSUER
                            + "\"],\"bearer_methods_supported\":[\"header\"],"
                            + "\"scopes_supported\":[\"profile\",\"email\"]}",
                    body);
        }
    }

    @Test
    void preflight_isAnsweredForEveryOrigin() {
        given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "mcp-protocol-version")
                .options(METADATA + "/mcp")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", "*");
        given().head(METADATA + "/mcp").then().statusCode(200);
        given().post(METADATA + "/mcp").then().statusCode(405).body("reason", equalTo("method-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/mcp/", "/mcp/x", "/other"})
    void anotherPath_isNoMetadata(String path) {
        given().get(METADATA + path).then().statusCode(404).body("reason", equalTo("not-found"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example, https://h.example/.well-known/oauth-protected-resource",
        "https://h.example/, https://h.example/.well-known/oauth-protected-resource",
        "https://h.example:8443/a/b, https://h.example:8443/.well-known/oauth-protected-resource/a/b",
        "http://localhost:8080/mcp, http://localhost:8080/.well-known/oauth-protected-resource/mcp"
    })
    void challenge_namesThePlaceOfTheMetadata(String resource, String metadata) {
        assertEquals(
                Map.of("resource_metadata", metadata),
                resource(resource, Optional.of("https://i")).challenge());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h.example/mcp",
                "h.example",
                "https:///mcp",
                "https://h.example/mcp?a=b",
                "https://h.example/#x",
                "https://u:p@h.example/",
                "https://h.example/a b",
                "ftp://h.example",
                "https://h.example/\"x"
            })
    void malformedResourceUrl_endsTheStart(String resource) {
        assertThrows(ConfigurationException.class, () -> resource(resource, Optional.of("https://i")));
    }

    @Test
    void resourceWithoutAnIssuer_endsTheStart() {
        assertThrows(ConfigurationException.class, () -> resource("https://h.example", Optional.empty()));
        assertEquals(Map.of(), resource("", Optional.empty()).challenge());
    }

    private static ProtectedResource resource(String url, Optional<String> issuer) {
        Map<String, String> settings = new HashMap<>();
        if (!url.isEmpty()) {
            settings.put("clerk.protected-resource", url);
        }
        return new ProtectedResource(Settings.of(ProtectedResourceConfig.class, settings), issuer);
    }
}
