package dev.clerkguard.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "17, 17", "' 17 ', 17", "300, 300", "301, 300", "999999999999999999, 300"})
    void secondsAreRead_upToFiveMinutes(String header, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.parse(header));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "-1", "+1", "1.5", "soon", "1 2", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"})
    void anythingElse_countsAsAbsent(String header) {
        assertEquals(Optional.empty(), RetryAfter.parse(header));
    }

    @ParameterizedTest
    @CsvSource({"-5, 1", "0, 1", "1000, 1", "1001, 2", "5000, 5"})
    void writtenSeconds_areRoundedUpAndAtLeastOne(long millis, long seconds) {
        assertEquals(seconds, RetryAfter.seconds(Duration.ofMillis(millis)));
    }
}
