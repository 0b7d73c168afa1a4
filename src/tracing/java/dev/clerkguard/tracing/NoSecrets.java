package dev.clerkguard.tracing;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

import dev.clerkguard.http.PathRedaction;

/**
 * Removes from a span, when it begins, what may identify a user or be a secret: queries, ids, and path segments as long as
 * a token. Attributes that are added later come from this service or from the protocol, such as the route and the status.
 */
@ApplicationScoped
class NoSecrets implements SpanProcessor {
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final AttributeKey<String> FULL = AttributeKey.stringKey("url.full");
    /** A client chooses these values, so they can contain a token. */
    private static final List<AttributeKey<String>> FREE = List.of(
            AttributeKey.stringKey("user_agent.original"), AttributeKey.stringKey("http.request.method_original"));

    private static final Pattern FROM_QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);
    private static final String LEFT_OUT = "*";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        replace(span, PATH, PathRedaction::of);
        replace(span, QUERY, query -> LEFT_OUT);
        replace(span, FULL, url -> withoutIds(FROM_QUERY.matcher(url).replaceAll("")));
        FREE.forEach(free -> replace(span, free, text -> LEFT_OUT));
    }

    /** The host is kept: the client does not choose it, and it can be as long as an id. */
    private static String withoutIds(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url : url.substring(0, path) + PathRedaction.of(url.substring(path));
    }

    private static void replace(ReadWriteSpan span, AttributeKey<String> key, UnaryOperator<String> replacement) {
        String value = span.getAttribute(key);
        if (value != null) {
            span.setAttribute(key, replacement.apply(value));
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
