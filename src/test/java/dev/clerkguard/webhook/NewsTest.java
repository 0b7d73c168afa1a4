package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denial;
import dev.clerkguard.session.Denials;

class NewsTest {
    private static final Instant T = Instant.ofEpochMilli(1767225600123L);

    static Stream<News> all() {
        return Stream.of(
                new News.Denied(
                        new Denial("sess_1", Reason.SESSION_REVOKED, Instant.MAX, T.plusSeconds(60)), Optional.empty()),
                new News.Denied(
                        new Denial("user_1", Reason.USER_BANNED, Instant.MAX, T), Optional.of(T.minusMillis(1))),
                new News.Denied(new Denial("user_1", Reason.USER_NOT_FOUND, Instant.MAX, T), Optional.of(Newest.FINAL)),
                new News.Denied(
                        new Denial(Denials.EVERYONE, Reason.TOKEN_OUTDATED, T, T.plusSeconds(1)), Optional.empty()),
                new News.Unbanned("user_1", T, T.plusSeconds(60), Optional.of(T)),
                new News.Unbanned("user_1", T, T.plusSeconds(60), Optional.empty()),
                new News.Forgotten("user_1", Optional.of(T)),
                new News.Forgotten("user_1", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenIsRead(News news) {
        assertEquals(Optional.of(news), News.read(News.write(news)));
    }

    @Test
    void nobodysDataIsInIt() {
        String text = News.write(new News.Forgotten("user_1", Optional.of(T)));
        assertEquals("{\"news\":\"forgotten\",\"id\":\"user_1\",\"state\":1767225600123}", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{",
                "{}",
                "{\"news\":\"forgotten\"}",
                "{\"news\":\"forgotten\",\"id\":null}",
                "{\"news\":null,\"id\":\"user_1\"}",
                "{\"news\":{},\"id\":\"user_1\"}",
                "{\"id\":\"user_1\"}",
                "{\"news\":\"denied\",\"id\":\"user_1\",\"reason\":\"USER_BANNED\"}",
                "{\"news\":\"denied\",\"id\":\"user_1\",\"reason\":\"USER_BANNED\",\"until\":null}",
                "{\"news\":\"denied\",\"id\":\"user_1\",\"reason\":\"USER_BANNED\",\"until\":\"soon\"}",
                "{\"news\":\"denied\",\"id\":\"user_1\",\"reason\":\"USER_BANNED\",\"until\":{}}",
                "{\"news\":\"denied\",\"id\":[],\"reason\":[],\"until\":[]}",
                "{\"news\":\"unbanned\",\"id\":\"user_1\",\"at\":1}",
                "{\"news\":\"unbanned\",\"id\":\"user_1\",\"until\":1,\"at\":true}",
                "{\"news\":\"renamed\",\"id\":\"user_1\",\"from\":\"a later version\"}",
                "forgotten user_1"
            })
    void whatCannotBeUnderstoodIsNothing(String garbage) {
        assertEquals(Optional.empty(), News.read(garbage));
    }

    @Test
    void manyBracketsAreNothing() {
        assertEquals(Optional.empty(), News.read("[".repeat(100_000)));
        assertEquals(Optional.empty(), News.read("{\"id\":".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"A_LATER_REASON\"", "null"})
    void aDenialForAReasonOfALaterVersionIsADenialStill(String reason) {
        News read = News.read(
                        "{\"news\":\"denied\",\"id\":\"sess_1\",\"until\":1,\"reason\":" + reason + ",\"more\":[1]}")
                .orElseThrow();
        Denial denial = ((News.Denied) read).denial();
        assertEquals(Reason.SESSION_REVOKED, denial.reason());
        assertEquals(Instant.MAX, denial.issuedBefore());
        assertFalse(((News.Denied) read).state().isPresent());
    }
}
