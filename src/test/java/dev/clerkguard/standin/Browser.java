package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** A browser at the Frontend API, with the dev browser token by which clerk-js is known in development. */
final class Browser {
    private final String token;

    private Browser(String token) {
        this.token = token;
    }

    static Browser open() {
        return new Browser(given().post("/dev-clerk/v1/dev_browser").jsonPath().getString("id"));
    }

    /** Signs in with the password of the users of the stand-in, and returns the id of the session. */
    String signIn(String identifier) {
        return post("/client/sign_ins", "identifier", identifier, "strategy", "password", "password", "clerk-dev")
                .statusCode(200)
                .body("response.status", equalTo("complete"))
                .extract()
                .path("response.created_session_id");
    }

    void signInWithTicket(String ticket) {
        post("/client/sign_ins", "strategy", "ticket", "ticket", ticket).statusCode(200);
    }

    ValidatableResponse get(String path) {
        return given().queryParam("__clerk_db_jwt", token)
                .get("/dev-clerk/v1" + path)
                .then();
    }

    /** Posts names and values as a form. */
    ValidatableResponse post(String path, String... fields) {
        return form(fields)
                .queryParam("__clerk_db_jwt", token)
                .post("/dev-clerk/v1" + path)
                .then();
    }

    /** A form of a browser without a dev browser token. */
    static RequestSpecification form(String... fields) {
        RequestSpecification request = given().contentType("application/x-www-form-urlencoded");
        for (int i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request;
    }
}
