package dev.clerkguard.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;
import dev.clerkguard.testing.ServiceTest;

/** Some ingresses send the method of their client's request. Every method is answered as GET. */
@QuarkusTest
@ServiceTest
class ForwardAuthMethodTest {
    private static String admin() {
        return "Authorization: Bearer "
                + Claims.now()
                        .with("o", Map.of("id", "org_1", "slg", "acme", "rol", "admin"))
                        .signedBy(ClerkStub.KEY);
    }

    @ParameterizedTest
    @MethodSource("dev.clerkguard.testing.RawHttp#methods")
    void everyMethod_isAnsweredAsGet(String method) {
        assertEquals(401, ask(method, "/auth/verify").status());
        Answer passed = ask(method, "/auth/verify?role=admin", admin());
        assertEquals(204, passed.status());
        assertEquals(Claims.USER_ID, passed.header("X-Auth-User-Id"));
        assertEquals("acme", passed.header("X-Auth-Org-Slug"));
        assertEquals(403, ask(method, "/auth/verify?role=member", admin()).status());
        assertEquals(400, ask(method, "/auth/verify?rolle=admin", admin()).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/verify/",
                "//auth/verify",
                "/auth//verify",
                "/auth/verify;a=b",
                "/auth;a/verify;b/",
                "/auth/./verify",
                "/auth/x/../verify",
                "/auth/%76erify"
            })
    void otherSpellingOfThePath_isNotOpen(String path) {
        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            assertEquals(401, ask(method, path).status(), method);
            assertEquals(401, ask(method, path, preflight()).status(), method);
            // A proxy could have appended its client's path: the client must not choose the parameters.
            assertEquals(400, ask(method, path + "?role=admin", admin()).status(), method);
        }
    }

    /** Otherwise the client of a proxy that appends paths could lead the question to a public resource. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/verify/../..",
                "/auth/verify/../../",
                "/auth/verify/%2e%2e/%2e%2e/",
                "/auth/verify/../session",
                "/auth/verify/./../../x/.."
            })
    void pathThatLeadsAway_isRefused(String path) {
        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            assertEquals(400, ask(method, path).status(), method);
            assertEquals(400, ask(method, path, preflight()).status(), method);
            assertEquals(400, ask(method, path, admin()).status(), method);
        }
        assertEquals(404, ask("GET", "/auth/verify/nothing", admin()).status());
    }

    /** Otherwise an ingress would pass a preflight of its client on without a token. */
    @Test
    void preflightOfAnIngress_isDecidedAsGet() {
        Answer refused = ask("OPTIONS", "/auth/verify", preflight());

        assertEquals(401, refused.status());
        assertThat(refused.body(), containsString("session-token-missing"));
        assertEquals(
                204,
                ask("OPTIONS", "/auth/verify", preflight() + "\r\n" + admin()).status());
        assertEquals(200, ask("OPTIONS", "/auth/session", preflight()).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Content-Length: 999999999", "Transfer-Encoding: chunked"})
    void announcedBody_isNotAwaited(String announced) {
        for (String method : new String[] {"POST", "GET", "OPTIONS"}) {
            Answer passed = ask(method, "/auth/verify", admin() + "\r\n" + announced);
            assertEquals(204, passed.status());
            assertEquals(Claims.USER_ID, passed.header("X-Auth-User-Id"));
            assertEquals(401, ask(method, "/auth/verify", announced).status());
            assertEquals(400, ask(method, "/auth/verify/?role=admin", announced).status());
            assertEquals(400, ask(method, "/auth/verify/../..", announced).status());
            // The next bytes on the connection can be another request or the rest of this body.
            assertEquals("close", passed.header("Connection"));
        }
        assertNull(
                ask("POST", "/auth/verify", admin() + "\r\nContent-Length: 0").header("Connection"));
    }

    @Test
    void contentType_isIgnored() {
        for (String type : new String[] {"application/json", "multipart/form-data", "text/x;;;", "x"}) {
            Answer passed = RawHttp.answers(
                            RestAssured.port,
                            1,
                            "POST /auth/verify HTTP/1.1\r\nHost: x\r\n" + admin() + "\r\nContent-Type: " + type
                                    + "\r\nAccept: text/csv\r\nContent-Length: 1\r\n\r\n{")
                    .get(0);
            assertEquals(204, passed.status(), type);
            assertNotNull(passed.header("X-Auth-User-Id"));
        }
    }

    private static String preflight() {
        return "Origin: " + Claims.ORIGIN + "\r\nAccess-Control-Request-Method: DELETE"
                + "\r\nAccess-Control-Request-Headers: authorization";
    }

    private static Answer ask(String method, String path, String... headers) {
        String line = method + " " + path + " HTTP/1.1\r\nHost: x";
        return RawHttp.send(RestAssured.port, line + (headers.length == 0 ? "" : "\r\n" + headers[0]));
    }
}
