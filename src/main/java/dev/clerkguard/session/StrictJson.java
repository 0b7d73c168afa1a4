package dev.clerkguard.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON inside a token, which any client can send: one object and nothing after it, no member twice (RFC 7515,
 * section 4; RFC 7519, section 4), bounded in depth and in the length of numbers.
 */
public final class StrictJson {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A double would turn 1e400 into Infinity, which is no JSON when it is written again.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * The text in UTF-8. Decoded here, strictly: given bytes, Jackson would guess UTF-16 and UTF-32 and take those as
     * well.
     *
     * @throws IOException when it is not UTF-8
     */
    public static String text(byte[] utf8) throws IOException {
        CharBuffer text = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8), text, true);
        if (result.isError()) {
            throw new NoObject("not UTF-8");
        }
        return text.flip().toString();
    }

    /** The text of an object that was read here before. */
    public static ObjectNode readAgain(String text) {
        try {
            return readObject(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException when the text is anything but one well-formed object */
    public static ObjectNode readObject(String text) throws IOException {
        if (!beginsAsObject(text)) {
            throw new NoObject("not an object");
        }
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (NumberFormatException e) {
            // A number whose exponent no number type can hold; the message quotes it.
            throw new IOException("a number out of range");
        }
        throw new NoObject("not an object");
    }

    /** After the white space of RFC 8259, section 2. */
    private static boolean beginsAsObject(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return c == '{';
            }
        }
        return false;
    }

    /** What a flood of garbage causes. It has no stack trace, which would take a tenth of such a request. */
    private static final class NoObject extends IOException {
        private static final long serialVersionUID = 1L;

        NoObject(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
