package dev.clerkguard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;

class IncompleteHeadsTest {
    @Test
    void closedConnection_releasesTheBytesOfItsHead() {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        ByteBuf head = channel.alloc()
                .buffer()
                .writeBytes("GET / HTTP/1.1\r\nX: unfinished".getBytes(StandardCharsets.US_ASCII));
        int length = head.readableBytes();
        channel.writeInbound(head);
        assertEquals(1, head.refCnt(), "the decoder keeps what it needs");

        new IncompleteHeads(length - 1).set(channel, length);

        assertEquals(0, head.refCnt());
        assertFalse(channel.isOpen());
    }
}
