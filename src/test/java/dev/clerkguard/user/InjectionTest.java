package dev.clerkguard.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class InjectionTest {
    private final String userId = ClerkUsers.newId();

    @Test
    void session_isInjectedForItsRequest() {
        as(userId).get("/own-resource/session").then().statusCode(200).body(equalTo(userId + " " + userId));
    }

    @Test
    void concurrentRequests_haveTheirOwnSessions() {
        CompletableFuture.allOf(IntStream.range(0, 50)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> {
                            String one = ClerkUsers.newId();
                            as(one).get("/own-resource/session").then().body(equalTo(one + " " + one));
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void currentUser_isInjectedIntoBlockingAndReactiveMethods() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));

        as(userId).get("/own-resource/blocking").then().statusCode(200).body(equalTo("Ada"));
        as(userId).get("/own-resource/reactive").then().statusCode(200).body(equalTo("ada"));
    }

    @Test
    void sessionInAPublicMethodWithoutAToken_isRefused() {
        given().get("/own-resource/open").then().statusCode(401).body("reason", equalTo("session-token-missing"));
    }

    private static RequestSpecification as(String userId) {
        return given().auth().preemptive().oauth2(ClerkUsers.token(userId));
    }
}
