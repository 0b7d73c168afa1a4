package dev.clerkguard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;
import dev.clerkguard.testing.ServiceTest;

/**
 * Sends what Envoy's ext_authz filter sends to an HTTP service: the method of the client, {@code path_prefix} with the
 * client's path and query behind it, the client's Host, and a length of 0. Envoy passes the client's request on a 200
 * only. The client chooses the path, the query, the method and the token; everything else is the operator's.
 */
@QuarkusTest
@ServiceTest
class EnvoyTest {
    private static final String PREFIX = "/auth/verify?role=org:admin&status=200&original=";

    private static final List<String> HEADERS = List.of(
            "X-Auth-Token-Type",
            "X-Auth-Token-Id",
            "X-Auth-Subject",
            "X-Auth-Scopes",
            "X-Auth-User-Id",
            "X-Auth-Session-Id",
            "X-Auth-Org-Id",
            "X-Auth-Org-Slug",
            "X-Auth-Org-Role",
            "X-Auth-Org-Permissions",
            "X-Auth-Machine-Id",
            "X-Auth-Client-Id");

    /** What a client can ask Envoy for. All but the first are attempts to change the question. */
    static Stream<String> targets() {
        return Stream.of(
                "/invoices/7?page=2&sort=-date",
                "",
                "/",
                "*",
                "/?accepts=any",
                "/?x&accepts=any&status=204",
                "/&accepts=any&role=org:member",
                "/?role=org:member",
                "?accepts=any",
                "&accepts=any",
                "/?original=&accepts=any",
                "/&original=/&accepts=m2m_token",
                "/;accepts=any?accepts=any",
                ";/../../auth/session",
                "/..",
                "/../..",
                "/../../",
                "/../../?accepts=any&status=200",
                "/../auth/verify?accepts=any&status=200",
                "/../verify?accepts=any&status=200",
                "/../../auth/verify?accepts=any&status=200",
                "/.?accepts=any&status=200",
                "/./?accepts=any&status=200",
                "/..;/..;/",
                "/%2e%2e/%2e%2e/",
                "/%2E%2E/%2E%2E?accepts=any&status=200",
                "/..%2f..%2f",
                "/..%5c..%5c",
                "/search?filter[name]=a&q='~!$*(),@",
                "//",
                "//?accepts=any&status=200",
                "//evil.example/..",
                "/../../q/health",
                "/../../dev-clerk/token",
                "/../session",
                "/../../webhooks/clerk",
                "/../../.well-known/oauth-protected-resource",
                "/#&accepts=any",
                "/#/../../",
                "/?x=#&accepts=any",
                "/%23?accepts=any",
                "/%3faccepts=any&status=200",
                "/%26accepts=any",
                "/?%00=%00",
                "/%0d%0aX-Auth-User-Id:%20user_evil",
                "/\u00e4\u00ff?\u00e4",
                "/" + "x".repeat(3000) + "?accepts=any");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void targetOfTheClient_doesNotChangeTheDecision(String target) {
        Answer passed = ask("GET", PREFIX + target, admin());
        assertEquals(200, passed.status(), passed.body());
        assertEquals(Claims.USER_ID, passed.header("X-Auth-User-Id"));
        assertEquals("session_token", passed.header("X-Auth-Token-Type"));

        assertEquals(403, ask("GET", PREFIX + target, member()).status());
        assertEquals(401, ask("GET", PREFIX + target).status());
        Answer machine = ask("GET", PREFIX + target, m2m());
        assertEquals(401, machine.status());
        assertEquals("token-type-mismatch", machine.header("X-Clerk-Auth-Reason"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void targetOfTheClient_doesNotReplaceTheAcceptedKinds(String target) {
        String prefix = "/auth/verify?accepts=m2m_token&status=200&original=";

        assertEquals(200, ask("POST", prefix + target, m2m()).status());
        assertEquals(401, ask("POST", prefix + target, admin()).status());
    }

    /** Quarkus answers every request whose target is not a URI (RFC 3986) with 400. */
    @ParameterizedTest
    @ValueSource(strings = {"/..\\..\\", "/%", "/%zz?%&=%", "/?q=a|b", "/{id}", "/?a=\"<>^`"})
    void targetThatIsNoUri_isRefused(String target) {
        assertEquals(400, ask("GET", PREFIX + target, admin()).status());
        assertEquals(400, ask("GET", PREFIX + target).status());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void targetBehindAnAddressWithoutOriginal_isNoWayIn(String target) {
        List<List<String>> callers = List.of(List.of(member()), List.of(m2m()), List.of());
        for (String prefix : List.of(
                "/auth/verify",
                "/auth/verify/",
                "/auth/verify?status=200",
                "/auth/verify?status=200&",
                "/auth/verify?status=200&role=org:admin",
                "/auth/verify?role=org:admin&status=200",
                "/auth/verify?status=200&accepts=session_token",
                "/auth/verify?status=200&scope=invoices:read",
                "/auth/verify?status=200&original",
                "/auth/verify/?status=200&role=org:admin&original=",
                "/auth/verify;?status=200&role=org:admin&original=")) {
            if (target.startsWith("/")) { // Envoy itself refuses every other path, before ext_authz.
                for (List<String> headers : callers) {
                    int status = ask("GET", prefix + target, headers.toArray(String[]::new))
                            .status();
                    boolean plainQuestion = status == 204 && !prefix.contains("?") && !target.contains("?");
                    assertTrue(status >= 400 || plainQuestion, prefix + target + " was answered with " + status);
                }
            }
        }
    }

    /** The address as it stands asks for a session token, and the client has added nothing to it. */
    @Test
    void slashBehindTheAddress_asksForASession() {
        assertEquals(204, ask("GET", "/auth/verify/", member()).status());
        assertEquals(401, ask("GET", "/auth/verify/", m2m()).status());
        assertEquals(401, ask("GET", "/auth/verify/").status());
    }

    @ParameterizedTest
    @MethodSource("dev.clerkguard.testing.RawHttp#methods")
    void everyMethod_isOneQuestion(String method) {
        Answer passed = ask(method, PREFIX + "/invoices/7", admin());
        assertEquals(200, passed.status());
        assertEquals(method.equals("HEAD") ? null : "0", passed.header("Content-Length"));
        assertEquals("no-store", passed.header("Cache-Control"));
        assertEquals("", passed.body());
        for (String header : HEADERS) {
            assertNotNull(passed.header(header), header);
        }
        assertEquals("org:admin", passed.header("X-Auth-Org-Role"));
        assertEquals("", passed.header("X-Auth-Machine-Id"));

        assertEquals(403, ask(method, PREFIX + "/invoices/7", member()).status());
        Answer refused = ask(method, PREFIX + "/invoices/7");
        assertEquals(401, refused.status());
        assertEquals("Bearer", refused.header("WWW-Authenticate"));
        assertEquals("session-token-missing", refused.header("X-Clerk-Auth-Reason"));
    }

    @Test
    void preflight_isNoWayIn() {
        String[] preflight = {
            "Origin: " + Claims.ORIGIN,
            "Access-Control-Request-Method: DELETE",
            "Access-Control-Request-Headers: authorization"
        };

        assertEquals(401, ask("OPTIONS", PREFIX + "/invoices", preflight).status());
    }

    @Test
    void pageOfAnotherOrigin_isRefused() {
        assertEquals(
                403,
                ask("POST", PREFIX + "/invoices", admin(), "Origin: https://evil.example")
                        .status());
        assertEquals(
                200,
                ask("POST", PREFIX + "/invoices", admin(), "Origin: " + Claims.ORIGIN)
                        .status());
    }

    @Test
    void questions_followEachOtherOnOneConnection() {
        StringBuilder bytes = new StringBuilder();
        for (String[] one : new String[][] {{"POST", admin()}, {"DELETE", member()}, {"GET", ""}, {"PUT", admin()}}) {
            bytes.append(request(one[0], PREFIX + "/x?y=z", one[1].isEmpty() ? List.of() : List.of(one[1])));
        }

        assertEquals(
                List.of(200, 403, 401, 200),
                RawHttp.answers(RestAssured.port, 4, bytes.toString()).stream()
                        .map(Answer::status)
                        .toList());
    }

    /** With with_request_body Envoy sends the client's body along. It is not read. */
    @Test
    void bodyOfTheClient_isNotRead() {
        Answer passed = ask("POST", PREFIX + "/invoices", admin(), "Content-Length: 999999");

        assertEquals(200, passed.status());
        assertEquals("close", passed.header("Connection"));
    }

    @Test
    void machineCredential_isNamedInTheHeaders() {
        Answer passed = ask("GET", "/auth/verify?accepts=m2m_token&status=200&original=/invoices", m2m());

        assertEquals(200, passed.status());
        assertEquals("m2m_token", passed.header("X-Auth-Token-Type"));
        assertFalse(passed.header("X-Auth-Machine-Id").isEmpty());
        assertEquals("", passed.header("X-Auth-User-Id"));
    }

    @Test
    void fixedAddress_isAnsweredWithTheStatusThatTheProxyAsksFor() {
        assertEquals(
                200, ask("PUT", "/auth/verify?role=admin&status=200", admin()).status());
        assertEquals(204, ask("PUT", "/auth/verify?status=204", admin()).status());
        assertEquals(204, ask("PUT", "/auth/verify?original=/", admin()).status());
        assertEquals(204, ask("PUT", "/auth/verify", admin()).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=",
                "status",
                "status=201",
                "status=302",
                "status=0200",
                "status=200%20",
                "status=200&status=200",
                "status=204&status=200",
                "Status=200",
                "status[]=200",
                "status=200&%6friginal=/x",
                "status=200&Original=/x",
                "status=200&original",
                "status=200;original=/x"
            })
    void malformedParameter_isABadRequest(String query) {
        Answer answer = ask("GET", "/auth/verify?" + query, admin());

        assertEquals(400, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type"));
    }

    @Test
    void badStatus_isNamed() {
        assertTrue(
                ask("GET", "/auth/verify?status=201", admin()).body().contains("The parameter status is 200 or 204"));
        assertTrue(ask("GET", "/auth/verify/..?status=200", admin()).body().contains("original="));
        assertTrue(ask("GET", "/auth/verify/?status=200", admin()).body().contains("original="));
    }

    private static String admin() {
        return bearer(member("admin").signedBy(ClerkStub.KEY));
    }

    private static String member() {
        return bearer(member("member").signedBy(ClerkStub.KEY));
    }

    private static Claims member(String role) {
        return Claims.now().with("o", Map.of("id", "org_1", "slg", "acme", "rol", role));
    }

    private static String m2m() {
        return bearer(MachineTokens.m2m(Instant.now()).signed());
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static Answer ask(String method, String target, String... headers) {
        return RawHttp.answers(RestAssured.port, 1, request(method, target, List.of(headers)))
                .get(0);
    }

    private static String request(String method, String target, List<String> headers) {
        List<String> lines =
                new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "host: invoices.example.com"));
        lines.addAll(headers);
        if (headers.stream().noneMatch(header -> header.startsWith("Content-Length"))) {
            lines.add("content-length: 0");
        }
        lines.addAll(List.of(
                "x-envoy-internal: true", "x-forwarded-for: 10.0.0.7", "x-envoy-expected-rq-timeout-ms: 4000", "", ""));
        return String.join("\r\n", lines);
    }
}
