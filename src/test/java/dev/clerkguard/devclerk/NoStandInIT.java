package dev.clerkguard.devclerk;

import static io.restassured.RestAssured.given;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusIntegrationTest;

import dev.clerkguard.testing.ServiceTest;

/** The packaged application has no stand-in. ProductionStartIT tries to switch it on. */
@QuarkusIntegrationTest
@ServiceTest
class NoStandInIT {
    @ParameterizedTest
    @ValueSource(strings = {"/token", "/.well-known/jwks.json", "/v1/jwks", "/v1/users", "/v1/users/user_ada"})
    void nothingAnswers(String path) {
        given().auth()
                .preemptive()
                .oauth2("sk_test_any")
                .get("/dev-clerk" + path)
                .then()
                .statusCode(404);
    }
}
