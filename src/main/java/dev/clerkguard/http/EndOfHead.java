package dev.clerkguard.http;

import io.netty.buffer.ByteBuf;

/**
 * Finds the empty line that ends a request head, also where it is spread over two packets. A line may end without a
 * carriage return, as the decoder accepts it (RFC 9112, section 2.2).
 */
final class EndOfHead {
    private static final int CRLF_CRLF = 0x0d0a0d0a;
    private static final int LF_LF = 0x0a0a;
    private static final int WINDOW = 4;

    /** The last four bytes, the latest in the lowest place. */
    private int last;

    /** Whether the last bytes of the part, with those before it, are an empty line. */
    boolean isAtEndOf(ByteBuf part) {
        return matches(after(part));
    }

    /** Remembers the end of the part for the next one. */
    void follow(ByteBuf part) {
        last = after(part);
    }

    private int after(ByteBuf part) {
        int window = last;
        for (int i = Math.max(part.readerIndex(), part.writerIndex() - WINDOW); i < part.writerIndex(); i++) {
            window = window << 8 | part.getByte(i) & 0xff;
        }
        return window;
    }

    /** The bytes of the part up to and including the first empty line; 0 without one. */
    int lengthOfHeadIn(ByteBuf part) {
        int window = last;
        for (int i = part.readerIndex(); i < part.writerIndex(); i++) {
            window = window << 8 | part.getByte(i) & 0xff;
            if (matches(window)) {
                return i + 1 - part.readerIndex();
            }
        }
        return 0;
    }

    private static boolean matches(int window) {
        return window == CRLF_CRLF || (window & 0xffff) == LF_LF;
    }
}
