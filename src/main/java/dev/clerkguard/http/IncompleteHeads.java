package dev.clerkguard.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * The connections of one event loop that have sent a part of a request head and not all of it. Together they may hold a
 * bounded number of bytes; beyond it the oldest of them is closed. A usual client sends its head in one piece and
 * never appears here.
 *
 * <p>There is one for each event loop, because a connection of another loop is closed only after that loop has read
 * from all of its connections. A header of five bytes takes about two hundred bytes of heap, so the bound is that
 * much smaller than the heap.
 */
final class IncompleteHeads {
    private static final long HEAP_SHARE = 8;
    private static final long HEAP_PER_BYTE = 40;
    private static final long LEAST = 40 * 1024;

    private static final LongAdder CLOSED = new LongAdder();
    private static final LongAdder BYTES = new LongAdder();
    private static final FastThreadLocal<IncompleteHeads> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected IncompleteHeads initialValue() {
            return new IncompleteHeads(share());
        }
    };

    private final long maxBytes;
    private final Map<Channel, Integer> bytes = new LinkedHashMap<>();
    private long total;

    IncompleteHeads(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    static IncompleteHeads ofThisLoop() {
        return OF_THIS_LOOP.get();
    }

    private static long share() {
        // As many event loops as Vert.x makes by default.
        int loops = 2 * Runtime.getRuntime().availableProcessors();
        return Math.max(LEAST, Runtime.getRuntime().maxMemory() / HEAP_SHARE / HEAP_PER_BYTE / loops);
    }

    /** @param received bytes of the head until now, more than nothing */
    void set(Channel channel, int received) {
        Integer before = bytes.put(channel, received);
        add(received - (before == null ? 0 : before));
        while (total > maxBytes) {
            close(bytes.keySet().iterator().next());
        }
    }

    void remove(Channel channel) {
        Integer before = bytes.remove(channel);
        add(before == null ? 0 : -before);
    }

    /** Closes a connection whose head did not arrive in time or in bounds. */
    void close(Channel channel) {
        CLOSED.increment();
        remove(channel);
        // The decoder holds the headers. The channel would drop it only after this loop has read from every connection.
        ChannelHandlerContext decoder = channel.pipeline().context(HttpRequestDecoder.class);
        if (decoder != null) {
            // A decoder that is removed passes its bytes on, and Vert.x does not release them.
            channel.pipeline().addAfter(decoder.name(), null, new Discard());
            channel.pipeline().remove(HttpRequestDecoder.class);
        }
        channel.close();
    }

    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }
    }

    private void add(int difference) {
        total += difference;
        BYTES.add(difference);
    }

    /** Bytes of the heads of this loop. */
    long bytes() {
        return total;
    }

    /** How many connections were closed. */
    static long closed() {
        return CLOSED.sum();
    }

    static long totalBytes() {
        return BYTES.sum();
    }
}
