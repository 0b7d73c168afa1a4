package dev.clerkguard.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers a refusal with headers and bytes that were made once for its reason and detail, so that a flood of bad tokens
 * costs little. The answer is the same as that of {@link ProblemMapper}.
 */
@Singleton
public class PreparedRefusals {
    /** Details are constants. The bound holds where one is made of a request after all. */
    private static final int MAXIMUM = 200;

    private final RefusalCounts counts;
    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();

    private record Key(Reason reason, String detail) {
        /** Written out: what the compiler makes for a record is slow until it is compiled by C2, and in a native binary. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && reason == key.reason && detail.equals(key.detail);
        }

        @Override
        public int hashCode() {
            return detail.hashCode();
        }
    }

    private record Header(CharSequence name, CharSequence value) {}

    private record Answer(int status, List<Header> headers, Buffer body) {
        static Answer of(RefusedException refusal) {
            Response response = Problems.response(refusal);
            byte[] body = ((String) response.getEntity()).getBytes(StandardCharsets.UTF_8);
            return new Answer(
                    response.getStatus(),
                    response.getStringHeaders().entrySet().stream()
                            .map(entry ->
                                    header(entry.getKey(), entry.getValue().get(0)))
                            .toList(),
                    Buffer.buffer(body));
        }

        private static Header header(String name, String value) {
            return new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
        }
    }

    PreparedRefusals(RefusalCounts counts) {
        this.counts = counts;
    }

    /**
     * Ends the response, unless the refusal, or the challenge of the resource, says something about this request only.
     *
     * @return whether the response was ended
     */
    public boolean send(RefusedException refusal, RoutingContext request) {
        Answer answer = Challenge.of(request).isEmpty() ? prepared(refusal) : null;
        if (answer == null) {
            return false;
        }
        HttpServerResponse response = request.response();
        counts.add(refusal.reason());
        MultiMap headers = response.setStatusCode(answer.status()).headers();
        for (Header header : answer.headers()) {
            headers.set(header.name(), header.value());
        }
        response.end(answer.body());
        return true;
    }

    private Answer prepared(RefusedException refusal) {
        if (!refusal.members().isEmpty()
                || !refusal.challenge().isEmpty()
                || refusal.retryAfter().isPresent()) {
            return null;
        }
        Key key = new Key(refusal.reason(), refusal.detail());
        Answer answer = answers.get(key);
        if (answer == null && answers.size() < MAXIMUM) {
            answer = Answer.of(refusal);
            answers.put(key, answer);
        }
        return answer;
    }
}
