package dev.clerkguard.http;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds the heap and the time that unfinished request heads of one connection take (HTTP/1.1, RFC 9112, section 2.1).
 * Stands on both sides of the HTTP decoder: before it for the bytes, and after it for what they turned out to be.
 */
final class RequestHeadGuard {
    private final IncompleteHeads heads;
    private final long timeoutMillis;
    private final EndOfHead end = new EndOfHead();

    private boolean inHead = true;
    private boolean requestEnded;
    private int received;
    private int content;
    private ScheduledFuture<?> timeout;

    RequestHeadGuard(IncompleteHeads heads, long timeoutMillis) {
        this.heads = heads;
        this.timeoutMillis = timeoutMillis;
    }

    /** To be placed directly before the HTTP decoder. */
    ChannelInboundHandlerAdapter beforeDecoder() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (context.pipeline().get(HttpRequestDecoder.class) == null) {
                    // The connection was upgraded: what comes now is no request, but the frames of a WebSocket.
                    complete(context);
                    context.fireChannelRead(message);
                    context.pipeline().remove(this);
                } else if (message instanceof ByteBuf part) {
                    read(context, part);
                } else {
                    context.fireChannelRead(message);
                }
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                complete(context);
                context.fireChannelInactive();
            }
        };
    }

    private void read(ChannelHandlerContext context, ByteBuf part) {
        int length = part.readableBytes();
        boolean startsInHead = inHead;
        // Before the decoder, which releases the buffer.
        int headLength = startsInHead && !end.isAtEndOf(part) ? end.lengthOfHeadIn(part) : 0;
        boolean endsHead = end.isAtEndOf(part);
        end.follow(part);
        received = startsInHead ? received + length : 0;
        requestEnded = false;
        content = 0;
        context.fireChannelRead(part);
        if (inHead && requestEnded) {
            // What follows a complete request in the same packet is the beginning of another one.
            received = endsHead ? 0 : Math.max(0, length - headLength - content);
        }
        update(context);
    }

    /** To be placed directly after the HTTP decoder. */
    ChannelInboundHandlerAdapter afterDecoder() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest request) {
                    if (request.decoderResult().isFailure()
                            && !context.channel().isActive()) {
                        // The head that a closed connection has not finished. Vert.x would prepare an answer to it.
                        ReferenceCountUtil.release(message);
                        return;
                    }
                    inHead = false;
                }
                if (message instanceof HttpContent part) {
                    content += part.content().readableBytes();
                }
                if (message instanceof LastHttpContent) {
                    inHead = true;
                    requestEnded = true;
                }
                context.fireChannelRead(message);
            }
        };
    }

    private void update(ChannelHandlerContext context) {
        if (!inHead || received == 0) {
            complete(context);
            return;
        }
        heads.set(context.channel(), received);
        if (timeout == null) {
            timeout = context.executor()
                    .schedule(() -> heads.close(context.channel()), timeoutMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void complete(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
            heads.remove(context.channel());
        }
        received = 0;
    }
}
