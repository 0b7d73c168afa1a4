package dev.clerkguard.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

class PreparedRefusalsTest {
    private static final String DETAIL = "The token has expired.";

    private final RefusalCounts counts = new RefusalCounts();
    private final PreparedRefusals refusals = new PreparedRefusals(counts);
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private int status;
    private Buffer body;

    @ParameterizedTest
    @EnumSource(Reason.class)
    void refusalOfEveryReason_isAnsweredAsTheMapperDoes(Reason reason) {
        RefusedException refusal = new RefusedException(reason, DETAIL);
        Response expected = Problems.response(refusal);

        for (int time = 1; time <= 2; time++) {
            headers.clear();
            assertTrue(refusals.send(refusal, request(Map.of())));

            assertEquals(expected.getStatus(), status);
            assertEquals(expected.getEntity(), body.toString());
            assertEquals(expected.getStringHeaders().size(), headers.size());
            expected.getStringHeaders().forEach((name, values) -> assertEquals(values, headers.getAll(name)));
            assertEquals(time, counts.of(reason));
        }
    }

    @Test
    void refusalWithMembersChallengeOrWait_isLeftToTheMapper() {
        RefusedException plain = new RefusedException(Reason.ROLE_MISSING, DETAIL);

        assertFalse(refusals.send(plain.with("missing", "org:admin"), request(Map.of())));
        assertFalse(refusals.send(
                new RefusedException(Reason.CLERK_UNAVAILABLE, DETAIL, Duration.ofSeconds(1)), request(Map.of())));
        assertFalse(refusals.send(plain.challenging("scope", "invoices:read"), request(Map.of())));
        assertFalse(refusals.send(plain, request(Map.of("resource_metadata", "https://api.example.com"))));
        assertEquals(0, counts.of(Reason.ROLE_MISSING));
        assertTrue(headers.isEmpty());
    }

    @Test
    void detailsWithoutEnd_areNotAllKept() {
        for (int i = 0; i < 200; i++) {
            assertTrue(refusals.send(new RefusedException(Reason.TOKEN_INVALID, DETAIL + i), request(Map.of())));
        }

        assertFalse(refusals.send(new RefusedException(Reason.TOKEN_INVALID, "one more"), request(Map.of())));
        assertTrue(refusals.send(new RefusedException(Reason.TOKEN_INVALID, DETAIL + 0), request(Map.of())));
    }

    private RoutingContext request(Map<String, String> challenge) {
        HttpServerResponse response = proxy(HttpServerResponse.class, (method, arguments) -> switch (method) {
            case "setStatusCode" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "headers" -> headers;
            case "end" -> {
                body = (Buffer) arguments[0];
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        });
        return proxy(RoutingContext.class, (method, arguments) -> switch (method) {
            case "get" -> challenge;
            case "response" -> response;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> calls) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = calls.apply(method.getName(), arguments);
                    return result == null && method.getReturnType().isInstance(proxy) ? proxy : result;
                }));
    }
}
