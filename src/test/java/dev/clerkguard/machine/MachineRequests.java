package dev.clerkguard.machine;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import io.restassured.response.ValidatableResponse;

import dev.clerkguard.token.TokenType;

/** Requests with a machine credential. */
final class MachineRequests {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

    private MachineRequests() {}

    static ValidatableResponse verify(String credential, String query) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + credential)
                .get("/auth/verify" + (query.isEmpty() ? "" : "?" + query))
                .then();
    }

    static String whoami(String credential) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/auth/whoami")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
    }

    /** Whether a new, valid credential of this kind is accepted. */
    static boolean isVerified(TokenType type) {
        return verify(MachineState.VALID.credential(type), "accepts=any")
                        .extract()
                        .statusCode()
                == 204;
    }

    /** Waits until Clerk is asked about this kind, because an earlier test may have caused a back-off or an open breaker. */
    static void awaitClerk(TokenType type) {
        await().pollDelay(Duration.ZERO).atMost(LONGEST_WAIT).until(() -> isVerified(type));
    }
}
