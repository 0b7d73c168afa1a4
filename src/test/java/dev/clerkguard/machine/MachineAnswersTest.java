package dev.clerkguard.machine;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.TimedClient;
import dev.clerkguard.token.TokenType;

/** Each kind of credential, in each state, where it is accepted and where it is not: status, reason and calls. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
class MachineAnswersTest {
    private static final List<TokenType> MACHINES =
            List.of(TokenType.API_KEY, TokenType.M2M_TOKEN, TokenType.OAUTH_TOKEN);

    private record Row(TokenType type, String query, MachineState state, int status, String reason, int calls) {
        private boolean waitsForClerk() {
            return state == MachineState.HANGING && calls > 0;
        }

        @Override
        public String toString() {
            return "%s %s %s: %d %s, %d calls".formatted(type, query, state, status, reason, calls);
        }
    }

    /** By state, because M2M tokens are verified with another key and so need not wait for the back-off of the first row. */
    private static Stream<Row> table() {
        List<Row> rows = new ArrayList<>();
        for (MachineState state : MachineState.values()) {
            for (TokenType type : MACHINES) {
                rows.add(accepted(type, "accepts=" + type.code(), state));
            }
        }
        for (TokenType type : MACHINES) {
            rows.add(accepted(type, "accepts=any", MachineState.VALID));
            rows.add(accepted(type, "accepts=any", MachineState.REVOKED));
            rows.add(accepted(type, "accepts=session_token&accepts=" + type.code(), MachineState.VALID));
            for (MachineState state : List.of(MachineState.VALID, MachineState.REVOKED, MachineState.HANGING)) {
                rows.add(notAccepted(type, "", state));
                rows.add(notAccepted(type, "accepts=session_token", state));
                MACHINES.stream()
                        .filter(other -> other != type)
                        .forEach(other -> rows.add(notAccepted(type, "accepts=" + other.code(), state)));
            }
        }
        return rows.stream();
    }

    private static Row accepted(TokenType type, String query, MachineState state) {
        return new Row(type, query, state, state.status(), state.reason(), state.calls());
    }

    private static Row notAccepted(TokenType type, String query, MachineState state) {
        return new Row(type, query, state, 401, "token-type-mismatch", 0);
    }

    static Stream<Row> rowsAnsweredAtOnce() {
        return table().filter(row -> !row.waitsForClerk());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsAnsweredAtOnce")
    void credential_isAnsweredWithStatusAndReason(Row row) {
        if (row.calls > 0) {
            MachineRequests.awaitClerk(row.type);
        }
        assertAnswer(row);
    }

    /** At the same time, because each takes the whole time-out. */
    @Test
    @Tag("slow")
    void credentialsOfAHangingClerk_areAnsweredWithStatusAndReasonInTime() {
        MACHINES.forEach(MachineRequests::awaitClerk);
        List<Row> rows = table().filter(Row::waitsForClerk).toList();
        assertEquals(MACHINES.size(), rows.size());
        ExecutorService callers = Executors.newFixedThreadPool(rows.size());
        try {
            List<CompletableFuture<Void>> answers = rows.stream()
                    .map(row -> CompletableFuture.runAsync(() -> assertAnswer(row), callers))
                    .toList();
            answers.forEach(CompletableFuture::join);
        } finally {
            callers.shutdownNow();
        }
    }

    private static void assertAnswer(Row row) {
        String secret = row.state.credential(row.type);

        ValidatableResponse response = MachineRequests.verify(secret, row.query)
                .time(lessThan(TimedClient.LONGEST.toMillis()))
                .statusCode(row.status);

        if (row.reason == null) {
            response.header("X-Auth-Token-Type", row.type.code());
        } else {
            response.contentType("application/problem+json")
                    .body("reason", equalTo(row.reason))
                    .header("x-clerk-auth-reason", row.reason)
                    .header("WWW-Authenticate", notNullValue())
                    .header("Retry-After", row.status == 503 ? notNullValue() : nullValue())
                    .body(not(containsString(secret)));
        }
        assertEquals(row.calls, MachineStub.calls(row.type, secret), row.toString());
    }
}
