package dev.clerkguard.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class MeTest {
    private static final int CALLERS = 1000;

    @TestHTTPResource("/auth/me")
    URI me;

    private final String userId = ClerkUsers.newId();

    @Test
    void user_isCamelCaseWithResolvedPrimaryAddresses() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));

        given().auth()
                .oauth2(ClerkUsers.token(userId))
                .get("/auth/me")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("Warning", nullValue())
                .body("id", equalTo(userId))
                .body("username", equalTo("ada"))
                .body("firstName", equalTo("Ada"))
                .body("lastName", equalTo("Lovelace"))
                .body("imageUrl", equalTo("https://img.example.test/ada.png"))
                .body("primaryEmailAddress", equalTo("ada@example.test"))
                .body("primaryPhoneNumber", equalTo("+15555550100"))
                .body("emailAddresses.emailAddress", containsInAnyOrder("old@example.test", "ada@example.test"))
                .body("emailAddresses[0].verification", nullValue())
                .body("emailAddresses[1].verification", equalTo("verified"))
                .body("phoneNumbers[0].verification", equalTo("not_yet_invented"))
                .body("externalAccounts[0].provider", equalTo("oauth_google"))
                .body("publicMetadata.tier", equalTo("gold"))
                .body("unsafeMetadata.theme", equalTo("dark"))
                .body("passwordEnabled", equalTo(true))
                .body("banned", equalTo(false))
                .body("createdAt", equalTo("2023-11-14T22:13:20Z"))
                .body("lastActiveAt", nullValue());
    }

    @Test
    void privateMetadata_isNotShown() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));

        given().auth()
                .oauth2(ClerkUsers.token(userId))
                .get("/auth/me")
                .then()
                .statusCode(200)
                .body(not(containsString("not-for-the-user")))
                .body(not(containsString("rivate")));
    }

    @Test
    void lookUp_isOneCallWithSecretKeyAndVersion() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));
        for (int i = 0; i < 3; i++) {
            given().auth()
                    .oauth2(ClerkUsers.token(userId))
                    .get("/auth/me")
                    .then()
                    .statusCode(200);
        }

        assertEquals(1, ClerkUsers.calls(userId));
        var call = ClerkUsers.lastCall(userId);
        assertEquals("Bearer " + ClerkStub.SECRET_KEY, call.getHeader("Authorization"));
        assertEquals("2026-05-12", call.getHeader("Clerk-API-Version"));
    }

    @Test
    void thousandCallersForOneUncachedUser_areOneCall() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)).withFixedDelay(1000));
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(me)
                .header("Authorization", "Bearer " + ClerkUsers.token(userId))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, CALLERS)
                .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();

        assertEquals(
                Map.of(200, (long) CALLERS),
                answers.stream()
                        .map(CompletableFuture::join)
                        .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting())));
        assertEquals(1, ClerkUsers.calls(userId));
    }
}
