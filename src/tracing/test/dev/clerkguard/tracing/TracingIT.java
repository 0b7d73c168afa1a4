package dev.clerkguard.tracing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceProcess;

/** The packaged application with a collector, which is the stub of Clerk too. */
class TracingIT {
    private static final ClerkStub CLERK = new ClerkStub();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String COLLECTOR = "/v1/traces";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String SESSION_ID = "sess_2NNEqL2nrIRdJ194ndJqAHwEfxC";

    @BeforeAll
    static void startClerk() {
        CLERK.start();
        ClerkStub.server().stubFor(post(COLLECTOR).willReturn(aResponse().withStatus(200)));
    }

    @AfterAll
    static void stopClerk() {
        CLERK.stop();
    }

    @Test
    void requestWithALookUp_isOneTraceWithoutSecrets() {
        String user = ClerkUsers.newId();
        ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
        String token = Claims.now().with("sub", user).with("sid", SESSION_ID).signedBy(ClerkStub.KEY);
        try (ServiceProcess service =
                service(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ClerkStub.server().baseUrl()))) {
            given().header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                    .header("Authorization", "Bearer " + token)
                    .header("User-Agent", token)
                    .cookie("__session", token)
                    .queryParam("token", token)
                    .get(service.url("/auth/me"))
                    .then()
                    .statusCode(200);
            given().urlEncodingEnabled(false).get(service.url("/in-the-path/" + token + "/of/" + user));
            given().urlEncodingEnabled(false).get(service.url("/in-the-path/" + token.replace(".", "%2E")));
            given().header("Authorization", "Bearer " + token + "A").get(service.url("/auth/session"));

            await().atMost(SOON)
                    .untilAsserted(() -> assertTrue(
                            described()
                                    .containsAll(Set.of(
                                            "GET /auth/me /auth/me",
                                            "GET /v1/users/{id} "
                                                    + ClerkStub.server().baseUrl() + "/v1/users/*",
                                            "GET /auth/session /auth/session",
                                            "GET / /in-the-path/*/of/*",
                                            "GET / /in-the-path/*",
                                            "GET " + ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH)),
                            described().toString()));

            Span request = named("GET /auth/me").findAny().orElseThrow();
            assertEquals(SpanKind.SPAN_KIND_SERVER, request.getKind());
            assertEquals(TRACE, hex(request.getTraceId()));
            assertEquals(CALLER, hex(request.getParentSpanId()));
            assertEquals(EndUser.hash(user), attribute(request, "enduser.pseudo.id"));
            assertEquals(EndUser.hash(SESSION_ID), attribute(request, "session.id"));

            Span lookUp = named("GET /v1/users/{id}").findAny().orElseThrow();
            assertEquals(SpanKind.SPAN_KIND_CLIENT, lookUp.getKind());
            assertEquals(TRACE, hex(lookUp.getTraceId()));
            assertEquals(request.getSpanId(), lookUp.getParentSpanId());
            assertEquals(ClerkStub.server().baseUrl() + "/v1/users/*", attribute(lookUp, "url.full"));

            for (LoggedRequest export : exports()) {
                String text = new String(export.getBody(), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(user), text);
                assertFalse(text.contains(SESSION_ID), text);
                assertFalse(text.contains(ClerkStub.SECRET_KEY), text);
                for (String part : token.split("\\.")) {
                    for (int i = 0; i + 20 <= part.length(); i++) {
                        assertFalse(text.contains(part.substring(i, i + 20)), text);
                    }
                }
            }
        }
    }

    @Test
    void noCollector_nothingIsTraced() {
        String user = ClerkUsers.newId();
        ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
        try (ServiceProcess service = service(Map.of())) {
            given().header("Authorization", "Bearer " + ClerkUsers.token(user))
                    .get(service.url("/auth/me"))
                    .then()
                    .statusCode(200);
            assertFalse(ClerkUsers.lastCall(user).containsHeader("traceparent"));
        }
    }

    private static ServiceProcess service(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLERK_JWKS_URL",
                ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH,
                "CLERK_ISSUER",
                Claims.ISSUER,
                "CLERK_API_URL",
                ClerkStub.server().baseUrl(),
                "CLERK_SECRET_KEY",
                ClerkStub.SECRET_KEY,
                "CLERK_AUTHORIZED_PARTIES",
                Claims.ORIGIN,
                "CLERK_COOKIE_ENABLED",
                "true",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "100ms"));
        variables.putAll(more);
        ServiceProcess service = ServiceProcess.start(variables);
        await().atMost(SOON)
                .until(() ->
                        given().get(service.managementUrl("/q/health/ready")).statusCode() == 200);
        return service;
    }

    private static List<LoggedRequest> exports() {
        return ClerkStub.server().findAll(postRequestedFor(urlPathEqualTo(COLLECTOR)));
    }

    private static Stream<Span> spans() {
        return exports().stream()
                .map(TracingIT::read)
                .flatMap(request -> request.getResourceSpansList().stream())
                .peek(spans -> assertTrue(spans.getResource().getAttributesList().stream()
                        .anyMatch(one -> one.getKey().equals("service.name")
                                && one.getValue().getStringValue().equals("clerk-guard"))))
                .flatMap(spans -> spans.getScopeSpansList().stream())
                .flatMap(spans -> spans.getSpansList().stream());
    }

    private static ExportTraceServiceRequest read(LoggedRequest export) {
        try {
            return ExportTraceServiceRequest.parseFrom(export.getBody());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Span> named(String name) {
        return spans().filter(span -> span.getName().equals(name));
    }

    /** Name, and path or address, of each. */
    private static Set<String> described() {
        return spans().map(span -> span.getName() + " " + attribute(span, "url.path") + attribute(span, "url.full"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
