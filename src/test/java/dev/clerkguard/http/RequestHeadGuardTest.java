package dev.clerkguard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;

class RequestHeadGuardTest {
    private static final long TIMEOUT = 10_000;
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final IncompleteHeads heads = new IncompleteHeads(1000);
    private final EmbeddedChannel channel = channel();

    private EmbeddedChannel channel() {
        RequestHeadGuard guard = new RequestHeadGuard(heads, TIMEOUT);
        return new EmbeddedChannel(guard.beforeDecoder(), new HttpRequestDecoder(), guard.afterDecoder());
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    private static void send(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static void wait(EmbeddedChannel channel, long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                GET + GET,
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{\"a\":\"b\"}",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a\":\"b\"}\r\n0\r\n\r\n"
            })
    void completeRequest_staysOpen(String request) {
        for (int repetition = 0; repetition < 3; repetition++) {
            send(channel, request);
            assertEquals(0, heads.bytes());
            wait(channel, 2 * TIMEOUT);
            assertTrue(channel.isOpen());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{\"a\":\"b\"}",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a\":\"b\"}\r\n0\r\n\r\n"
            })
    void requestInTwoPieces_staysOpenWhereverItIsCut(String request) {
        for (int cut = 1; cut < request.length(); cut++) {
            EmbeddedChannel own = channel();
            send(own, request.substring(0, cut));
            send(own, request.substring(cut));
            wait(own, 2 * TIMEOUT);
            assertTrue(own.isOpen(), "cut at " + cut);
            assertEquals(0, heads.bytes(), "cut at " + cut);
            own.finishAndReleaseAll();
        }
    }

    @Test
    void bodyThatTakesLong_staysOpen() {
        send(channel, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{");
        wait(channel, 2 * TIMEOUT);

        assertTrue(channel.isOpen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\na:b\r\n",
                GET + "GET / HTTP/1.1\r\na:b\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{\"a\":\"b\"}GET / HTTP/1.1\r\na:b\r\n"
            })
    void headThatNeverEnds_isClosedInTime(String request) {
        send(channel, request);
        assertTrue(heads.bytes() > 0);
        wait(channel, TIMEOUT - 1);
        assertTrue(channel.isOpen());
        wait(channel, 1);

        assertFalse(channel.isOpen());
        assertEquals(0, heads.bytes());
    }

    @Test
    void headThatDripsOn_isClosedInTime() {
        send(channel, "GET / HTTP/1.1\r\n");
        for (int second = 0; second < 10; second++) {
            wait(channel, 1000);
            if (channel.isOpen()) {
                send(channel, "a:b\r\n");
            }
        }

        assertFalse(channel.isOpen());
    }

    @Test
    void oldestHead_givesWayWhenThereIsNoRoom() {
        EmbeddedChannel next = channel();
        send(channel, "GET / HTTP/1.1\r\nX: " + "a".repeat(600));
        send(next, "GET / HTTP/1.1\r\nX: " + "a".repeat(600));

        assertFalse(channel.isOpen());
        assertTrue(next.isOpen());
        next.finishAndReleaseAll();
    }

    @Test
    void bytesAfterAnUpgrade_areNoHead() {
        send(channel, GET);
        channel.pipeline().remove(HttpRequestDecoder.class);
        send(channel, "a frame of a WebSocket");
        wait(channel, 2 * TIMEOUT);

        assertTrue(channel.isOpen());
        assertEquals(0, heads.bytes());
    }
}
