package dev.clerkguard.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Gives every accepted connection a {@link RequestHeadGuard} when its first bytes arrive; Vert.x has put its HTTP
 * decoder into the pipeline by then. Netty finds this class as a service, which {@link RequestHeadLimits} switches
 * on.
 */
@RegisterForReflection
public class RequestHeadExtension extends ChannelInitializerExtension {
    static volatile long timeoutMillis = 10_000;

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new Installer());
    }

    private static final class Installer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ChannelPipeline pipeline = context.pipeline();
            ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
            if (decoder != null) {
                RequestHeadGuard guard = new RequestHeadGuard(IncompleteHeads.ofThisLoop(), timeoutMillis);
                pipeline.addBefore(decoder.name(), null, guard.beforeDecoder());
                pipeline.addAfter(decoder.name(), null, guard.afterDecoder());
                context.fireChannelRead(message);
                pipeline.remove(this);
            } else {
                context.fireChannelRead(message);
            }
        }
    }
}
