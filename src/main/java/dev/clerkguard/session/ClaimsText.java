package dev.clerkguard.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonValue;

/** The claims as JSON text: a part of some bytes in UTF-8, which others may use, too. */
public final class ClaimsText {
    private final byte[] bytes;
    private final int start;
    private final int length;

    private ClaimsText(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    public static ClaimsText of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new ClaimsText(bytes, 0, bytes.length);
    }

    /**
     * The same text as a part of other bytes, so that it is kept once.
     *
     * @param other contains this text
     * @param behind how many bytes follow the text in them
     */
    ClaimsText in(byte[] other, int behind) {
        return new ClaimsText(other, other.length - behind - length, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimsText text
                && Arrays.equals(bytes, start, start + length, text.bytes, text.start, text.start + text.length);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The text; a session that a resource returns has it as a text, too. */
    @Override
    @JsonValue
    public String toString() {
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
}
