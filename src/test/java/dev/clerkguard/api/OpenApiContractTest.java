package dev.clerkguard.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** The description of the API is true: real answers are held against it. */
@QuarkusTest
@ServiceTest
class OpenApiContractTest {
    private OpenApiDocument description;

    @BeforeEach
    void readTheDescription() {
        description = new OpenApiDocument(given().get("/q/openapi?format=json").asString());
    }

    @Test
    void endpoints_areAllDescribed() {
        assertEquals(
                Set.of(
                        "/",
                        "/.well-known/oauth-protected-resource",
                        "/auth/me",
                        "/auth/session",
                        "/auth/sign-out-everywhere",
                        "/auth/verify",
                        "/auth/whoami",
                        "/webhooks/clerk"),
                description.paths());
        assertEquals(
                "bearer",
                description.at("/components/securitySchemes/session/scheme").asText());
    }

    @Test
    void describedReasons_areThoseOfTheCode() {
        List<String> described = new ArrayList<>();
        description.at("/components/schemas/Reason/enum").forEach(code -> described.add(code.asText()));

        assertEquals(Stream.of(Reason.values()).map(Reason::code).toList(), described);
    }

    @Test
    void version_isThatOfTheBuild() {
        assertEquals(
                ConfigProvider.getConfig().getValue("quarkus.application.version", String.class),
                description.at("/info/version").asText());
    }

    @Test
    void examples_areValid() {
        assertEquals(List.of(), description.invalidExamples("Session", "User", "Refusal", "Problem", "Time"));
    }

    @Test
    void resourceOfATeam_isDescribedWithItsRestrictions() {
        JsonNode invoices = description.at("/paths/~1example~1invoices");

        assertEquals("InvoiceResource_list", invoices.at("/get/operationId").asText());
        assertEquals(
                "Requires the role org:admin.", invoices.at("/post/description").asText());
        assertEquals(
                "the role org:admin", invoices.at("/post/x-clerk-requires/0").asText());
        assertEquals(
                "the plan org:business",
                description
                        .at("/paths/~1example~1invoices~1report/get/x-clerk-requires/0")
                        .asText());
        assertEquals(
                "a verification of the user's identity: strict",
                description
                        .at("/paths/~1example~1invoices~1drafts/delete/x-clerk-requires/0")
                        .asText());
        assertEquals(Set.of("200", "401", "503"), statuses(invoices.at("/get/responses")));
        assertEquals(Set.of("200", "401", "403", "503"), statuses(invoices.at("/post/responses")));
        assertEquals(
                "#/components/responses/CannotBeKnown",
                invoices.at("/get/responses/503/$ref").asText());
    }

    @Test
    void acceptedCredentials_areTheSecurityOfAnOperation() {
        assertEquals("[{\"apiKey\":[]},{\"session\":[]}]", security("/class"));
        assertEquals("[{\"m2mToken\":[]}]", security("/method"));
        assertEquals("[{\"apiKey\":[]}]", security("/inherited"));
        assertEquals("[{\"apiKey\":[\"invoices:read\"]}]", security("/composed"));
        assertEquals(
                "[{\"apiKey\":[\"invoices:read\",\"invoices:delete\"]},"
                        + "{\"session\":[\"invoices:read\",\"invoices:delete\"]}]",
                security("/scope"));
        assertEquals(
                "Requires the scope invoices:read and invoices:delete.",
                description.at("/paths/~1accepts~1scope/get/description").asText());
        assertEquals(
                "the scope invoices:read",
                description
                        .at("/paths/~1accepts~1composed/get/x-clerk-requires/0")
                        .asText());
        assertEquals(
                "", description.at("/paths/~1example~1invoices/get/security").toString());
    }

    private String security(String path) {
        return description
                .at("/paths/~1accepts~1" + path.substring(1) + "/get/security")
                .toString();
    }

    private static Set<String> statuses(JsonNode responses) {
        Set<String> statuses = new TreeSet<>();
        responses.fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    @AfterEach
    void clerkIsTrustedAgain() {
        ClerkUsers.untilClerkIsAskedAgain();
    }

    @Test
    void answers_areAsDescribedAndEachDescribedOneOccurs() {
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
        got("/auth/whoami", 200, as(member).get("/auth/whoami"));
        got("/auth/whoami", 200, as(MachineTokens.m2m(Instant.now())).get("/auth/whoami"));
        got("/auth/whoami", 200, as(MachineTokens.oauth(Instant.now())).get("/auth/whoami"));
        got("/auth/whoami", 401, given().get("/auth/whoami"));
        got("/.well-known/oauth-protected-resource", 404, given().get("/.well-known/oauth-protected-resource"));
        got("/auth/me", 200, as(Claims.now().with("sub", user)).get("/auth/me"));
        got("/auth/me", 401, as(Claims.now().with("sub", gone)).get("/auth/me"));
        got("/auth/verify", 204, as(member).get("/auth/verify?role=member&feature=invoices"));
        got("/auth/verify", 200, as(member).get("/auth/verify?role=member&status=200&original=/x?y=z"));
        got("/auth/verify", 400, as(member).get("/auth/verify?rolle=member"));
        got("/auth/verify", 401, given().get("/auth/verify"));
        got("/auth/verify", 403, as(member).get("/auth/verify?role=admin"));
        got("/auth/verify", 403, as(member).get("/auth/verify?reverification=first_factor:1"));

        String signsOut = ClerkUsers.newId();
        ClerkUsers.sessions(signsOut, "sess_described");
        posted("/auth/sign-out-everywhere", 204, as(own(Claims.now(), signsOut)));
        posted("/auth/sign-out-everywhere", 401, given());
        posted("/auth/sign-out-everywhere", 403, as(own(member, ClerkUsers.newId())));
        WebhookDelivery delivery = WebhookDelivery.of("sms.created", "{}");
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
        promised.removeAll(OpenApiDocument.WHERE_SOMETHING_IS_AWAY);
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

    private static RequestSpecification as(MachineTokens tokens) {
        return given().auth().preemptive().oauth2(tokens.signed());
    }

    private static RequestSpecification as(Claims claims) {
        return given().auth().preemptive().oauth2(claims.signedBy(ClerkStub.KEY));
    }
}
