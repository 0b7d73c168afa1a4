package dev.clerkguard.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.Delivery;
import dev.clerkguard.testing.ServiceTest;

/** The description of the API is true: real answers are held against it. */
@QuarkusTest
@ServiceTest
class DescriptionTest {
    private Description description;

    @BeforeEach
    void readTheDescription() {
        description = new Description(given().get("/q/openapi?format=json").asString());
    }

    @Test
    void everyEndpointOfOursIsDescribed() {
        Set<String> paths = new TreeSet<>();
        description.at("/paths").fieldNames().forEachRemaining(paths::add);
        paths.removeIf(path -> path.startsWith("/shapes") || path.startsWith("/demands") || path.startsWith("/own-"));

        assertEquals(
                Set.of(
                        "/",
                        "/auth/me",
                        "/auth/session",
                        "/auth/sign-out-everywhere",
                        "/auth/verify",
                        "/webhooks/clerk"),
                paths);
        assertEquals(
                "bearer",
                description.at("/components/securitySchemes/session/scheme").asText());
    }

    @AfterEach
    void clerkIsTrustedAgain() {
        ClerkUsers.untilClerkIsAskedAgain();
    }

    @Test
    void answersAreAsDescribedAndEveryDescribedAnswerIsSeen() {
        String user = ClerkUsers.newId();
        ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
        String gone = ClerkUsers.newId();
        ClerkUsers.answer(gone, aResponse().withStatus(404));
        String refused = ClerkUsers.newId();
        ClerkUsers.answer(refused, aResponse().withStatus(401));
        Claims member = Claims.now()
                .with("act", Map.of("sub", "user_support"))
                .with("o", Map.of("id", "org_1", "slg", "acme", "rol", "member", "per", "read", "fpm", "1"))
                .with("fea", "o:invoices");

        got("/", 200, given().get("/"));
        got("/auth/session", 200, as(Claims.now()).get("/auth/session"));
        got("/auth/session", 200, as(member).get("/auth/session"));
        got("/auth/session", 401, given().get("/auth/session"));
        got("/auth/me", 200, as(Claims.now().with("sub", user)).get("/auth/me"));
        got("/auth/me", 401, as(Claims.now().with("sub", gone)).get("/auth/me"));
        got("/auth/verify", 204, as(member).get("/auth/verify?role=member&feature=invoices"));
        got("/auth/verify", 400, as(member).get("/auth/verify?rolle=member"));
        got("/auth/verify", 401, given().get("/auth/verify"));
        got("/auth/verify", 403, as(member).get("/auth/verify?role=admin"));
        got("/auth/verify", 403, as(member).get("/auth/verify?reverification=first_factor:1"));

        String signsOut = ClerkUsers.newId();
        ClerkUsers.sessions(signsOut, "sess_described");
        posted("/auth/sign-out-everywhere", 204, as(own(Claims.now(), signsOut)));
        posted("/auth/sign-out-everywhere", 401, given());
        posted("/auth/sign-out-everywhere", 403, as(own(member, ClerkUsers.newId())));
        Delivery delivery = Delivery.of("sms.created", "{}");
        description.holds(
                "post", "/webhooks/clerk", 204, delivery.send().extract().response());
        description.holds(
                "post",
                "/webhooks/clerk",
                400,
                delivery.withBody("").send().extract().response());
        description.holds(
                "post",
                "/webhooks/clerk",
                413,
                delivery.withBody(" ".repeat(300_000)).send().extract().response());

        got("/auth/me", 503, as(Claims.now().with("sub", refused)).get("/auth/me"));
        posted("/auth/sign-out-everywhere", 503, as(own(Claims.now(), ClerkUsers.newId())));

        Set<String> promised = description.promised();
        promised.removeAll(Description.WHERE_SOMETHING_IS_AWAY);
        assertEquals(promised, description.seen());
    }

    /** With a session that no other test is signed in with. */
    private static Claims own(Claims claims, String user) {
        return claims.with("sub", user).with("sid", "sess_" + user);
    }

    private void posted(String path, int status, RequestSpecification request) {
        description.holds("post", path, status, request.post(path));
    }

    private void got(String path, int status, Response answer) {
        description.holds("get", path, status, answer);
    }

    private static RequestSpecification as(Claims claims) {
        return given().auth().preemptive().oauth2(claims.signedBy(ClerkStub.KEY));
    }
}
