package dev.clerkguard.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class InheritedRestrictionsTest {
    private static Claims with(String permissions) {
        return Claims.now()
                .with("o", Map.of("id", "org_1", "rol", "member", "per", permissions, "fpm", "3"))
                .with("fea", "o:invoices");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/methods/interface-method",
                "/methods/overridden",
                "/methods/composed",
                "/methods/composed-twice",
                "/methods/service",
                "/methods/service-uni",
                "/methods/service-composed",
                "/methods/service-interface",
                "/methods/service-type",
                "/methods/resource-as-bean",
                "/generic",
                "/type",
                "/locator/permission",
                "/restricted-locator/permission",
                "/locator-class/sub"
            })
    void restrictionElsewhere_isEnforced(String path) {
        ask(with("create,read"), path).statusCode(200);
        ask(with("read,list"), path)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("reason", equalTo("permission-missing"));
        given().get("/inherited" + path).then().statusCode(401).body("reason", equalTo("session-token-missing"));
    }

    @Test
    void locatorNotForImpersonation_refusesAnActor() {
        ask(with("create"), "/locator/in-person").statusCode(200);
        ask(with("create").with("act", Map.of("sub", "user_support")), "/locator/in-person")
                .statusCode(403)
                .body("reason", equalTo("impersonated"));
    }

    @Test
    void inclusivePermissions_areAllRequired() {
        ask(with("create,delete"), "/methods/inclusive").statusCode(200);
        ask(with("create,read"), "/methods/inclusive")
                .statusCode(403)
                .body("reason", equalTo("permission-missing"))
                .body("missing.permission", equalTo("invoices:delete"));
    }

    @Test
    void inclusivePermissionsWithABareName_areAllRequired() {
        ask(with("create,delete"), "/methods/inclusive-name")
                .statusCode(403)
                .body("missing.permission", equalTo("invoices"));
    }

    @Test
    void restrictionOnTheImplementationOfAGenericMethod_isEnforced() {
        given().body("x").post("/inherited/generic-resource").then().statusCode(401);
        for (var each : Map.of("create,read", 200, "read,list", 403).entrySet()) {
            given().auth()
                    .preemptive()
                    .oauth2(with(each.getKey()).signedBy(ClerkStub.KEY))
                    .body("x")
                    .post("/inherited/generic-resource")
                    .then()
                    .statusCode(each.getValue());
        }
    }

    @Test
    void missingPermission_isReportedBeforeAVerification() {
        ask(with("read").with("fva", List.of(100, -1)), "/methods/role-and-verification")
                .statusCode(403)
                .body("reason", equalTo("permission-missing"));
        ask(with("create").with("fva", List.of(100, -1)), "/methods/role-and-verification")
                .statusCode(403)
                .body("reason", equalTo("reverification-error"));
    }

    @Test
    void locatorWithoutAToken_doesNotRun() {
        int before = LocatorRestrictions.Locators.calls;
        for (String id : new String[] {"1", "2"}) {
            given().get("/inherited/locator/shops/" + id)
                    .then()
                    .statusCode(401)
                    .body("reason", equalTo("session-token-missing"));
        }
        assertEquals(before, LocatorRestrictions.Locators.calls);
        ask(with("read"), "/locator/shops/1").statusCode(200);
        ask(with("read"), "/locator/shops/2").statusCode(404);
    }

    @Test
    void inheritedLocatorWithoutAToken_doesNotRun() {
        int before = LocatorRestrictions.LocatorParent.calls;

        given().get("/inherited/inherited-locator/sub").then().statusCode(401);
        assertEquals(before, LocatorRestrictions.LocatorParent.calls);
        ask(with("read"), "/inherited-locator/sub").statusCode(200);
    }

    @Test
    void publicEndpointBesideALocator_staysPublic() {
        given().get("/inherited/siblings/shops/1/open").then().statusCode(200);
        for (String path : List.of("/shops/1", "/shops/1/", "/shops;a=b/1;c=d", "/sh%6Fps/1", "//shops/1")) {
            given().urlEncodingEnabled(false)
                    .get("/inherited/siblings" + path)
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void absentSession_isARefusalAndNoError() {
        given().get("/inherited/absent/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("session-token-missing"));
        given().get("/inherited/absent/current").then().statusCode(200).body(equalTo("anonymous"));
        ask(Claims.now(), "/absent/session").statusCode(200).body(equalTo(Claims.USER_ID));
        ask(Claims.now(), "/absent/current").statusCode(200).body(equalTo(Claims.USER_ID));
        given().header("Authorization", "Bearer garbage")
                .get("/inherited/absent/current")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-invalid"));
    }

    private static ValidatableResponse ask(Claims claims, String path) {
        return given().auth()
                .preemptive()
                .oauth2(claims.signedBy(ClerkStub.KEY))
                .get("/inherited" + path)
                .then();
    }
}
