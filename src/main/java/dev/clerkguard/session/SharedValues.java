package dev.clerkguard.session;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives equal values of many cached entries as one object. The members of an organisation have equal roles, permissions,
 * features and plans, which would take 900 bytes of each cached token; users have equal states and providers of their
 * addresses and accounts. A table of fixed size: a value takes the place of another one with the same hash, which is then
 * no longer shared with later entries.
 */
public final class SharedValues {
    private static final int SIZE = 4096;

    private final AtomicReferenceArray<Object> values = new AtomicReferenceArray<>(SIZE);

    /**
     * @param value immutable, and small: the table keeps it after its last entry is gone
     * @return an equal value
     */
    @SuppressWarnings("unchecked")
    public <T> T shared(T value) {
        int hash = value.hashCode();
        int place = (hash ^ hash >>> 16) & (SIZE - 1);
        Object known = values.get(place);
        if (value.equals(known)) {
            return (T) known;
        }
        values.set(place, value);
        return value;
    }
}
