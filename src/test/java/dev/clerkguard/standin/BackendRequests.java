package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Requests to the Backend API of the stand-in, with a secret key. */
final class BackendRequests {
    private BackendRequests() {}

    static ValidatableResponse get(String path) {
        return asBackend().get("/dev-clerk/v1" + path).then();
    }

    static ValidatableResponse post(String path) {
        return asBackend().post("/dev-clerk/v1" + path).then();
    }

    static ValidatableResponse post(String path, Object body) {
        return json(body).post("/dev-clerk/v1" + path).then();
    }

    /** Posts with the secret key of a machine. */
    static ValidatableResponse postAs(String secretKey, String path, Object body) {
        return given().auth()
                .oauth2(secretKey)
                .contentType("application/json")
                .body(body)
                .post("/dev-clerk/v1" + path)
                .then();
    }

    static ValidatableResponse patch(String path, Object body) {
        return json(body).patch("/dev-clerk/v1" + path).then();
    }

    static ValidatableResponse delete(String path) {
        return asBackend().delete("/dev-clerk/v1" + path).then();
    }

    /** Creates a user with the password "long enough", and returns the id. */
    static String createUser(String address) {
        return post("/users", Map.of("email_address", List.of(address), "password", "long enough"))
                .extract()
                .path("id");
    }

    /** Creates a sign-in token, and returns the ticket. */
    static String createTicket(String user) {
        return post("/sign_in_tokens", Map.of("user_id", user))
                .statusCode(200)
                .extract()
                .path("token");
    }

    static RequestSpecification asBackend() {
        return given().auth().oauth2("sk_test_any");
    }

    private static RequestSpecification json(Object body) {
        return asBackend().contentType("application/json").body(body);
    }
}
