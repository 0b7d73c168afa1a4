package dev.clerkguard.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

import jakarta.inject.Singleton;

/**
 * What was computed for the session tokens that were accepted last: the token in its header, and its hash. It spares a
 * repeated token the character check and SHA-256, which cost more than the rest of its verification. The whole header is
 * compared, so an entry answers for exactly its own token; whether that is still valid is decided elsewhere, on each
 * request.
 */
@Singleton
class RecentTokens {
    /** A power of two. At about 1.8 kB each, a full table takes less than 4 MB. */
    private static final int SLOTS = 2048;
    /** Characters. A longer token is rare, and is hashed each time. */
    private static final int LONGEST = 2048;
    /** The end of the signature differs from token to token. Its last character has unused bits. */
    private static final int END_OF_SIGNATURE = 8;

    private static final String PREFIX = "Bearer ";

    /** A newer entry replaces an older one in its slot. Entries are immutable, so a race loses one at most. */
    private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(SLOTS);

    /** @param header the bytes of the whole header's value */
    private record Entry(byte[] header, String token, Optional<String> found, TokenHash hash) {}

    /** @return the token in the value of an Authorization header, where it is one of the recent ones */
    Optional<String> tokenIn(String header) {
        Entry entry = entries.get(slot(header));
        return entry != null
                        && entry.header.length == header.length()
                        // A character outside ISO 8859-1 becomes a question mark, which no token has.
                        && Arrays.equals(entry.header, header.getBytes(StandardCharsets.ISO_8859_1))
                ? entry.found
                : Optional.empty();
    }

    /** The SHA-256 of a token; without computing it for one that {@link #tokenIn} returned. */
    TokenHash hash(String token) {
        Entry entry = entries.get(slot(token));
        return isOf(entry, token) ? entry.hash : TokenHash.of(token);
    }

    /** To be called for accepted tokens only, so that no other token can displace them. */
    void accepted(String token, TokenHash hash) {
        int slot = slot(token);
        if (token.length() > LONGEST || isOf(entries.getPlain(slot), token)) {
            return;
        }
        byte[] header = (PREFIX + token).getBytes(StandardCharsets.ISO_8859_1);
        entries.set(slot, new Entry(header, token, Optional.of(token), hash));
    }

    /** By identity: {@link #tokenIn} has compared the text. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOf(Entry entry, String token) {
        return entry != null && entry.token == token;
    }

    private static int slot(String text) {
        int hash = 0;
        for (int i = Math.max(0, text.length() - END_OF_SIGNATURE - 1); i < text.length() - 1; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
