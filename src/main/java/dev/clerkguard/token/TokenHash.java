package dev.clerkguard.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.netty.util.concurrent.FastThreadLocal;

/** The SHA-256 of a token: a cache keeps it in place of the token, which cannot be computed from it. */
public record TokenHash(long a, long b, long c, long d) {
    /** One for each thread, because finding the algorithm costs as much as hashing a short token. */
    private static final FastThreadLocal<MessageDigest> SHA_256 = new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() throws NoSuchAlgorithmException {
            return MessageDigest.getInstance("SHA-256");
        }
    };

    public static TokenHash of(String token) {
        // digest() also resets the object.
        byte[] hash = SHA_256.get().digest(token.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer longs = ByteBuffer.wrap(hash);
        return new TokenHash(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
    }

    /** Written out: what the compiler makes for a record is slow until it is compiled by C2, and in a native binary. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash && a == hash.a && b == hash.b && c == hash.c && d == hash.d;
    }

    @Override
    public int hashCode() {
        return (int) a;
    }
}
