package dev.clerkguard.reload;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Keeps an HTTP/1.1 connection open until the answer of the waiting call is written. Quarkus closes the connections of
 * all calls but one when it restarts. The answer then says {@code Connection: close}, and the connection is closed after
 * it.
 */
final class HeldConnection extends ChannelOutboundHandlerAdapter {
    private static final String NAME = "clerk-guard-held-connection";

    private ChannelPromise requestedClose;

    /** Has no effect on a connection that is held, and on one of HTTP/2, whose streams Quarkus' close ends at once. */
    static void hold(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        ChannelHandlerContext server = channel.pipeline().context(VertxHandler.class);
        if (server != null && channel.pipeline().get(NAME) == null) {
            channel.pipeline().addBefore(server.name(), NAME, new HeldConnection());
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (requestedClose == null) {
            requestedClose = promise;
        } else {
            requestedClose.addListener(closed -> promise.trySuccess());
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            if (requestedClose != null) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        if (message instanceof LastHttpContent) {
            context.write(message, promise.unvoid().addListener(written -> release(context)));
        } else {
            context.write(message, promise);
        }
    }

    private void release(ChannelHandlerContext context) {
        if (requestedClose != null) {
            context.close(requestedClose);
        }
        if (!context.isRemoved()) {
            context.pipeline().remove(this);
        }
    }
}
