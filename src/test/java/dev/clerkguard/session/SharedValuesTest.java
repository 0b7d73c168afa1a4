package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;

import org.junit.jupiter.api.Test;

class SharedValuesTest {
    private final SharedValues values = new SharedValues();

    @Test
    void equalValues_areOneObject() {
        List<String> first = values.shared(List.of("a", "b"));

        assertSame(first, values.shared(List.of("a", "b")));
    }

    @Test
    void valuesWithTheSameHash_areKeptApart() {
        // "Aa" and "BB" have the same hash code.
        List<String> first = values.shared(List.of("Aa"));
        List<String> second = values.shared(List.of("BB"));

        assertEquals(List.of("Aa"), first);
        assertEquals(List.of("BB"), second);
        // The place is taken by the second one; the first value is correct all the same.
        assertNotSame(first, values.shared(List.of("Aa")));
    }
}
