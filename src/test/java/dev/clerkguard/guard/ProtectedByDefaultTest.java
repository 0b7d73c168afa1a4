package dev.clerkguard.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.SigningKey;

@QuarkusTest
@ServiceTest
class ProtectedByDefaultTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plain",
                "/plain/non-blocking",
                "/plain/uni",
                "/plain/multi",
                "/plain/stage",
                "/plain/authenticated",
                "/open-class/authenticated",
                "/child/inherited",
                "/child/overridden",
                "/open-child/inherited",
                "/restricted-child-of-open/of-open-parent",
                "/interface",
                "/locator/plain"
            })
    void endpointWithoutAnnotation_needsASession(String path) {
        refused(given().get("/shapes" + path), 401, "session-token-missing");
        refused(expired().get("/shapes" + path), 401, "token-expired");
        signedIn().get("/shapes" + path).then().statusCode(200).body(containsString("ok"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plain/open",
                "/open-class",
                "/child/inherited-open",
                "/child-of-open/of-open-parent",
                "/open-child/own",
                "/open-child/inherited-open",
                "/locator/plain/open"
            })
    void permitAll_isAnsweredWithAnyToken(String path) {
        given().get("/shapes" + path).then().statusCode(200);
        expired().get("/shapes" + path).then().statusCode(200);
        given().header("Authorization", "Bearer garbage")
                .get("/shapes" + path)
                .then()
                .statusCode(200);
        given().header("Authorization", "garbage").get("/shapes" + path).then().statusCode(200);
        given().header("Authorization", "Bearer a", "Bearer b")
                .get("/shapes" + path)
                .then()
                .statusCode(200);
        stranger().get("/shapes" + path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain/admin", "/open-class/admin"})
    void rolesAllowed_needsTheRole(String path) {
        refused(given().get("/shapes" + path), 401, "session-token-missing");
        refused(signedIn().get("/shapes" + path), 403, "role-missing");
        withRole("member").get("/shapes" + path).then().statusCode(403);
        withRole("admin").get("/shapes" + path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain/denied", "/open-class/denied"})
    void denyAll_isRefused(String path) {
        refused(given().get("/shapes" + path), 401, "session-token-missing");
        refused(withRole("admin").get("/shapes" + path), 403, "forbidden");
    }

    @Test
    void unknownPath_isAProblem() {
        given().get("/nothing/here").then().statusCode(404).contentType("application/problem+json");
        signedIn()
                .get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("reason", equalTo("not-found"));
    }

    @Test
    void wrongMethod_isAProblem() {
        signedIn()
                .delete("/shapes/plain")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("reason", equalTo("method-not-allowed"));
    }

    @Test
    void head_isProtectedAsGet() {
        given().head("/shapes/plain").then().statusCode(401).header("WWW-Authenticate", notNullValue());
        signedIn().head("/shapes/plain").then().statusCode(200);
        given().head("/").then().statusCode(200);
    }

    @Test
    void options_answersTheMethodsOnly() {
        given().options("/shapes/plain").then().statusCode(200).header("Allow", containsString("GET"));
    }

    @Test
    void unreadableBody_isAProblemForSignedInCallersOnly() {
        given().contentType("application/json")
                .body("{")
                .post("/shapes/plain/body")
                .then()
                .statusCode(401);
        signedIn()
                .contentType("application/json")
                .body("{")
                .post("/shapes/plain/body")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        signedIn()
                .contentType("text/csv")
                .body("a,b")
                .post("/shapes/plain/body")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    private static void refused(io.restassured.response.Response response, int status, String reason) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .header("Cache-Control", "no-store")
                .header("x-clerk-auth-reason", reason)
                .body("status", equalTo(status))
                .body("reason", equalTo(reason));
    }

    private static RequestSpecification signedIn() {
        return given().auth().preemptive().oauth2(Claims.now().signedBy(ClerkStub.KEY));
    }

    private static RequestSpecification withRole(String role) {
        return given().auth()
                .preemptive()
                .oauth2(Claims.now()
                        .with("o", Map.of("id", "org_1", "rol", role))
                        .signedBy(ClerkStub.KEY));
    }

    private static RequestSpecification expired() {
        return given().auth()
                .preemptive()
                .oauth2(Claims.at(java.time.Instant.now().minusSeconds(600)).signedBy(ClerkStub.KEY));
    }

    private static RequestSpecification stranger() {
        return given().auth().preemptive().oauth2(Claims.now().signedBy(SigningKey.second("ins_stranger")));
    }
}
