package dev.clerkguard.api;

import static io.restassured.RestAssured.given;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class ApplicationFilterTest {
    private final String user = ClerkUsers.newId();
    private final String token = ClerkUsers.token(user);

    @ParameterizedTest
    @ValueSource(strings = {"/auth/session", "/auth/me"})
    void filterOfTheApplication_stopsAPreparedAnswer(String path) {
        ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
        given().auth().oauth2(token).get(path).then().statusCode(200);
        given().auth()
                .oauth2(token)
                .header(ApplicationFilter.HEADER, "")
                .get(path)
                .then()
                .statusCode(ApplicationFilter.STATUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/session", "/auth/me"})
    void requestWithoutAToken_isRefusedBeforeTheFilterOfTheApplication(String path) {
        given().header(ApplicationFilter.HEADER, "").get(path).then().statusCode(401);
    }
}
