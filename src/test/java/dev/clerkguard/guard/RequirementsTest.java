package dev.clerkguard.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class RequirementsTest {
    private static Claims admin() {
        return Claims.now()
                .with("fva", List.of(1, 1))
                .with("o", Map.of("id", "org_1", "rol", "admin", "per", "create,read", "fpm", "3"))
                .with("fea", "o:invoices")
                .with("pla", "o:business");
    }

    private static Claims member() {
        return Claims.now()
                .with("fva", List.of(100, -1))
                .with("o", Map.of("id", "org_1", "rol", "secret-member-role", "per", "create,read", "fpm", "2"))
                .with("fea", "o:invoices,u:basics")
                .with("pla", "u:free");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/role",
                "/quarkus-permission",
                "/checked-permission",
                "/permission",
                "/permissions",
                "/feature",
                "/plan",
                "/strict",
                "/five-minutes",
                "/in-person",
                "/both",
                "/class",
                "/class/more"
            })
    void requirementHeld_passesAndNoTokenIsRefused(String path) {
        ask(admin(), path).statusCode(200);
        given().get("/demands" + path).then().statusCode(401).body("reason", equalTo("session-token-missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "/role, role-missing, role, org:admin",
        "/quarkus-permission, permission-missing, permission, org:invoices:create",
        "/checked-permission, permission-missing, permission, org:invoices:create",
        "/permission, permission-missing, permission, org:invoices:create",
        "/permissions, permission-missing, permission, invoices:create",
        "/plan, plan-missing, plan, business",
        "/both, plan-missing, plan, business",
        "/class/more, permission-missing, permission, invoices:create"
    })
    void refusal_namesWhatIsMissingOnly(String path, String reason, String kind, String name) {
        ask(member(), path)
                .statusCode(403)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("insufficient_scope"))
                .header("x-clerk-auth-status", "signed-in")
                .body("reason", equalTo(reason))
                .body("missing." + kind, equalTo(name))
                .body(not(containsString("secret-member-role")))
                .body(not(containsString("read")));
    }

    @Test
    void sessionWithoutFeatures_isRefused() {
        ask(Claims.now(), "/feature").statusCode(403).body("missing.feature", equalTo("org:invoices"));
        ask(Claims.now(), "/class").statusCode(403).body("reason", equalTo("feature-missing"));
    }

    @Test
    void missingReverification_isAnsweredForClerksHook() {
        ask(member(), "/strict")
                .statusCode(403)
                .body("reason", equalTo("reverification-error"))
                .body("clerk_error.type", equalTo("forbidden"))
                .body("clerk_error.reason", equalTo("reverification-error"))
                .body("clerk_error.metadata.reverification", equalTo("strict"));
        ask(member(), "/five-minutes")
                .statusCode(403)
                .body("clerk_error.metadata.reverification.level", equalTo("first_factor"))
                .body("clerk_error.metadata.reverification.afterMinutes", equalTo(5));
    }

    @Test
    void impersonatedSession_isRefused() {
        ask(admin().with("act", Map.of("sub", "user_support")), "/in-person")
                .statusCode(403)
                .body("reason", equalTo("impersonated"))
                .body("missing", nullValue());
        ask(admin().with("act", Map.of("sub", "user_support")), "/class").statusCode(403);
    }

    @Test
    void permitAllMethodOfARestrictedClass_isOpen() {
        given().get("/demands/class/open").then().statusCode(200);
    }

    private static ValidatableResponse ask(Claims claims, String path) {
        return given().auth()
                .preemptive()
                .oauth2(claims.signedBy(ClerkStub.KEY))
                .get("/demands" + path)
                .then();
    }
}
