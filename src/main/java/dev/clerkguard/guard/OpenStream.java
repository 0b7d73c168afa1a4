package dev.clerkguard.guard;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.RefusedException;

/** One answer without an end of its own. Runs on the event loop of its connection once a second. */
final class OpenStream implements Runnable {
    private static final Logger LOG = Logger.getLogger(OpenStream.class);
    private static final long INTERVAL_MILLIS = 1000;
    /** RFC 6455, section 7.4.1: policy violation. */
    private static final int POLICY_VIOLATION = 1008;
    /** RFC 9113, section 7: the stream is no longer needed. */
    private static final long CANCEL = 8;

    private final Check check;
    private final HttpServerResponse response;
    private final boolean http2;
    private final Channel channel;
    private volatile Future<?> checks;

    /** Tells why a new request with the same credential would be refused; empty while it would not. */
    interface Check {
        Optional<RefusedException> refusal();
    }

    OpenStream(RoutingContext routing, Check check) {
        this.check = check;
        this.response = routing.response();
        this.http2 = routing.request().version() == HttpVersion.HTTP_2;
        this.channel = ((ConnectionBase) routing.request().connection()).channel();
    }

    void watch() {
        channel.eventLoop()
                .execute(() -> checks =
                        channel.eventLoop().scheduleWithFixedDelay(this, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void run() {
        if (isFinished()) {
            checks.cancel(false);
            return;
        }
        check.refusal().ifPresent(this::end);
    }

    private boolean isFinished() {
        return !channel.isActive() || !isWebSocket() && (response.ended() || response.closed());
    }

    private boolean isWebSocket() {
        return channel.pipeline().get(WebSocket13FrameEncoder.class) != null;
    }

    /**
     * Ends it below Vert.x, so that a producer on another thread meets a closed connection and not a response that it
     * must not write to any more.
     */
    private void end(RefusedException refusal) {
        LOG.debugf("event=stream_ended reason=%s", refusal.reason().code());
        checks.cancel(false);
        if (http2) {
            response.reset(CANCEL);
        } else {
            Object last = isWebSocket()
                    ? new CloseWebSocketFrame(POLICY_VIOLATION, refusal.reason().code())
                    : LastHttpContent.EMPTY_LAST_CONTENT;
            channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
