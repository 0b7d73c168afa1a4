package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The people file is edited while the stand-in runs. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class PeopleFileTest {
    @ConfigProperty(name = "dev-clerk.people-file")
    Path file;

    private String token;

    @BeforeEach
    void signIn() {
        token = given().get("/dev-clerk/token?user=ada&organization=acme").asString();
    }

    @AfterEach
    void restore() throws IOException {
        Files.writeString(file, original());
        given().post("/dev-clerk/reset").then().statusCode(204);
    }

    @Test
    void editedFile_takesEffectAtTheNextRequest() throws IOException {
        me().body("firstName", equalTo("Ada"));

        edit("\"first_name\": \"Ada\"", "\"first_name\": \"Augusta\"");

        user().body("first_name", equalTo("Augusta"));
        await().untilAsserted(() -> me().body("firstName", equalTo("Augusta")));
    }

    @Test
    void editedMembers_takeEffectAtTheNextRequest() throws IOException {
        edit("\"grace\": \"admin\"", "\"grace\": \"admin\", \"ada\": \"member\"");

        given().auth()
                .oauth2("sk_test_any")
                .get("/dev-clerk/v1/users/user_ada/organization_memberships")
                .then()
                .body("data.organization.slug", contains("acme", "globex"))
                .body("data.organization.members_count", contains(2, 2));
    }

    @Test
    void editedFile_endsNoSession() throws IOException {
        edit("\"first_name\": \"Ada\"", "\"first_name\": \"Augusta\"");

        user().statusCode(200);
        given().auth().oauth2(token).get("/auth/session").then().statusCode(200);
    }

    @Test
    void unparsableFile_changesNothing() throws IOException {
        edit("\"first_name\": \"Ada\"", "\"first_name\": \"Ada");
        user().body("first_name", equalTo("Ada"));

        edit("\"ada\": \"admin\"", "\"bob\": \"admin\"");
        user().body("first_name", equalTo("Ada"));
    }

    @Test
    void noFileIsNamed_packagedFileIsRead() throws IOException {
        Files.writeString(file, original());

        assertEquals(hash(Optional.of(file)), hash(Optional.empty()));
    }

    private static String hash(Optional<Path> file) {
        return new PeopleFile(new ObjectMapper(), file, "http://localhost/img/")
                .read()
                .hash();
    }

    private void edit(String from, String to) throws IOException {
        Files.writeString(file, original().replace(from, to));
    }

    private static String original() throws IOException {
        try (InputStream file = PeopleFileTest.class.getResourceAsStream("/dev-clerk.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ValidatableResponse user() {
        return given().auth()
                .oauth2("sk_test_any")
                .get("/dev-clerk/v1/users/user_ada")
                .then();
    }

    private ValidatableResponse me() {
        return given().auth().oauth2(token).get("/auth/me").then();
    }
}
