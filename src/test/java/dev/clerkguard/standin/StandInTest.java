package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The service with itself as its Clerk, as in dev mode. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class StandInTest {
    public static class DevMode implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String port = String.valueOf(freePort());
            String standIn = "http://localhost:" + port + "/dev-clerk";
            Map<String, String> settings = new HashMap<>(Map.of(
                    "quarkus.http.cors.enabled",
                    "true",
                    "quarkus.http.cors.origins",
                    "http://localhost:5173",
                    "quarkus.http.test-port",
                    port,
                    "dev-clerk.enabled",
                    "true",
                    "dev-clerk.issuer",
                    standIn,
                    "mp.jwt.verify.publickey.location",
                    standIn + "/.well-known/jwks.json",
                    "mp.jwt.verify.issuer",
                    standIn,
                    "quarkus.rest-client.clerk.url",
                    standIn,
                    "clerk.secret-key",
                    "sk_test_stand_in"));
            Path folder = newFolder();
            settings.put("dev-clerk.key-file", folder.resolve("key.json").toString());
            settings.put("dev-clerk.state-file", folder.resolve("state.json").toString());
            settings.put("dev-clerk.people-file", peopleFile(folder));
            settings.put("dev-clerk.hosts", "clerk, clerk.internal");
            settings.put("dev-clerk.node-modules", "src/test/resources/node-modules");
            settings.put("mp.openapi.scan.disable", "true");
            return settings;
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path newFolder() {
            try {
                return Files.createTempDirectory("dev-clerk");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A copy, which a test may edit. */
        private static String peopleFile(Path folder) {
            try (InputStream original = DevMode.class.getResourceAsStream("/dev-clerk.json")) {
                Path copy = folder.resolve("people.json");
                Files.copy(original, copy);
                return copy.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void tokenOfTheStandIn_isAccepted() {
        withToken("user=ada&organization=acme")
                .get("/auth/session")
                .then()
                .statusCode(200)
                .body("userId", equalTo("user_ada"))
                .body("orgSlug", equalTo("acme"))
                .body("orgRole", equalTo("org:admin"))
                .body(
                        "orgPermissions",
                        contains("org:invoices:create", "org:invoices:read", "org:teams:read", "org:teams:manage"));
    }

    @Test
    void userOfTheToken_isLookedUp() {
        withToken("user=grace")
                .get("/auth/me")
                .then()
                .statusCode(200)
                .body("id", equalTo("user_grace"))
                .body("primaryEmailAddress", equalTo("grace@globex.example"));
    }

    @Test
    void roleParameter_isInTheToken() {
        withToken("user=linus&organization=acme&role=member")
                .get("/auth/session")
                .then()
                .body("orgPermissions", contains("org:invoices:read", "org:teams:read"));
    }

    @Test
    void noOrganizationParameter_tokenHasNone() {
        withToken("user=ada").get("/auth/session").then().body("orgId", nullValue());
    }

    @Test
    void expiredToken_isRefused() {
        withToken("user=ada&expired=true")
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-expired"));
    }

    @Test
    void unknownName_isAnsweredWithTheKnownOnes() {
        given().get("/dev-clerk/token?user=bob")
                .then()
                .statusCode(400)
                .body("detail", containsString("ada, grace, linus"));
        given().get("/dev-clerk/token?user=linus&organization=acme")
                .then()
                .statusCode(400)
                .body("detail", containsString("not a member"));
    }

    @Test
    void backendApiWithoutASecretKey_isRefused() {
        given().get("/dev-clerk/v1/users").then().statusCode(401).body("errors[0].code", equalTo("clerk_key_invalid"));
    }

    @Test
    void answers_haveTheContentTypeOfClerksClient() {
        assertEquals("application/json", backend("/users").extract().header("Content-Type"));
        assertEquals("application/json", backend("/users/none").extract().header("Content-Type"));
        assertEquals(
                "application/json",
                given().get("/dev-clerk/.well-known/jwks.json").header("Content-Type"));
    }

    @Test
    void eachFilter_findsItsUsers() {
        backend("/users").body("id", contains("user_linus", "user_grace", "user_ada"));
        backend("/users?order_by=created_at&limit=1").body("id", contains("user_ada"));
        backend("/users?order_by=created_at&offset=2").body("id", contains("user_linus"));
        backend("/users?email_address=ada@home.example").body("id", contains("user_ada"));
        backend("/users?user_id=user_ada&user_id=user_grace").body("$", hasSize(2));
        backend("/users?organization_id=org_globex").body("id", contains("user_grace"));
        backend("/users?query=hopper").body("id", contains("user_grace"));
        backend("/users/count?username=ada").body("total_count", equalTo(1));
    }

    @Test
    void unknownUser_isClerks404() {
        backend("/users/user_nobody", 404).body("errors[0].code", equalTo("resource_not_found"));
    }

    @Test
    void memberships_haveTheirRoles() {
        backend("/users/user_grace/organization_memberships")
                .body("total_count", equalTo(2))
                .body("data.role", contains("org:member", "org:admin"));
    }

    @Test
    void revokedSession_getsNoTokenAndASignInMakesANewOne() {
        String session = withToken("user=linus").get("/auth/session").jsonPath().getString("sessionId");
        backend("/sessions/" + session).body("status", equalTo("active")).body("user_id", equalTo("user_linus"));
        BackendRequests.post("/sessions/" + session + "/tokens").statusCode(200).body("object", equalTo("token"));
        BackendRequests.post("/sessions/" + session + "/tokens/my-template").statusCode(200);
        BackendRequests.post("/sessions/" + session + "/revoke").statusCode(200).body("status", equalTo("revoked"));
        BackendRequests.post("/sessions/" + session + "/tokens").statusCode(404);

        String next = withToken("user=linus").get("/auth/session").jsonPath().getString("sessionId");
        backend("/sessions/" + next).body("status", equalTo("active"));
    }

    private static RequestSpecification withToken(String query) {
        return given().auth().oauth2(given().get("/dev-clerk/token?" + query).asString());
    }

    private static ValidatableResponse backend(String path) {
        return backend(path, path.endsWith("none") ? 404 : 200);
    }

    private static ValidatableResponse backend(String path, int status) {
        return BackendRequests.get(path).statusCode(status);
    }
}
