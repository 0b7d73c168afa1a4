package dev.clerkguard.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.token.TokenType;

/** An event stream ends with the machine credential that opened it. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
@Timeout(60)
class MachineStreamsTest {
    private static final TokenType KEY = TokenType.API_KEY;

    @Inject
    MachineCredentialCache cache;

    @Inject
    RevocationList revocations;

    private final String subject = "user_" + UUID.randomUUID().toString().replace("-", "");

    /** Another test may have left the service in a back-off. */
    @BeforeEach
    void clerkIsAskedAgain() {
        MachineRequests.awaitClerk(KEY);
    }

    @Test
    void revokedKey_endsItsStreamAndNoOther() throws Exception {
        String revoked = key(subject);
        try (BufferedReader stream = open(revoked);
                BufferedReader other = open(key("user_other"))) {
            assertNotNull(stream.readLine());
            MachineStub.answer(
                    KEY,
                    revoked,
                    MachineStub.ok(
                            MachineStub.valid(KEY).put("subject", subject).put("revoked", true)));

            cache.forget(subject);

            readToEnd(stream);
            assertNotNull(other.readLine());
        }
    }

    @Test
    void keyOfABannedUser_endsItsStream() throws Exception {
        try (BufferedReader stream = open(key(subject))) {
            assertNotNull(stream.readLine());

            revocations.revokeAll(subject, Reason.USER_BANNED);

            readToEnd(stream);
        }
    }

    @Test
    void expiredJwt_endsItsStream() throws Exception {
        // Within the clock skew of 5 s at first.
        Instant now = Instant.now();
        String jwt = MachineTokens.oauth(now.minusSeconds(60))
                .with("exp", now.getEpochSecond() - 3)
                .signed();
        try (BufferedReader stream = open(jwt)) {
            assertNotNull(stream.readLine());

            readToEnd(stream);
        }
    }

    private static String key(String subject) {
        String secret = MachineStub.newSecret(KEY);
        MachineStub.answer(KEY, secret, MachineStub.ok(MachineStub.valid(KEY).put("subject", subject)));
        return secret;
    }

    private static void readToEnd(BufferedReader stream) throws IOException {
        while (stream.readLine() != null) {
            // The rest of the stream.
        }
    }

    private static BufferedReader open(String credential) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/accepts/events"))
                                .header("Authorization", "Bearer " + credential)
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }
}
