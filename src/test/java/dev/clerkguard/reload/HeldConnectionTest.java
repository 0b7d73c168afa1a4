package dev.clerkguard.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

class HeldConnectionTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new HeldConnection());

    @Test
    void closeBeforeTheAnswer_waitsForIt() {
        ChannelFuture close = channel.close();
        ChannelFuture again = channel.close();

        assertTrue(channel.isOpen());
        assertFalse(close.isDone());

        HttpResponse answer = response(HttpResponseStatus.OK);
        channel.writeOutbound(answer);

        assertFalse(channel.isOpen());
        assertTrue(close.isSuccess());
        assertTrue(again.isSuccess());
        assertEquals("close", answer.headers().get(HttpHeaderNames.CONNECTION));
    }

    @Test
    void answerWithoutClose_leavesTheConnectionOpen() {
        HttpResponse answer = response(HttpResponseStatus.OK);
        // Vert.x writes with a promise that takes no listener.
        channel.writeAndFlush(answer, channel.voidPromise());
        channel.checkException();

        assertTrue(channel.isOpen());
        assertNull(answer.headers().get(HttpHeaderNames.CONNECTION));
        assertNull(channel.pipeline().get(HeldConnection.class));

        channel.close();
        assertFalse(channel.isOpen());
    }

    @Test
    void interimAnswer_isNotTheAnswer() {
        channel.close();

        channel.writeOutbound(response(HttpResponseStatus.CONTINUE));
        assertTrue(channel.isOpen());

        channel.writeOutbound(response(HttpResponseStatus.OK));
        assertFalse(channel.isOpen());
    }

    private static HttpResponse response(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    }
}
