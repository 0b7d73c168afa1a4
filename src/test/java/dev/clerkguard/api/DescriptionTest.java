package dev.clerkguard.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.Delivery;
import dev.clerkguard.testing.ServiceTest;

/** The description of the API is true: real answers are held against it. */
@QuarkusTest
@ServiceTest
class DescriptionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonNode description;

    @BeforeEach
    void readTheDescription() throws IOException {
        description = MAPPER.readTree(given().get("/q/openapi?format=json").asString());
    }

    @Test
    void everyEndpointOfOursIsDescribed() {
        Set<String> paths = new TreeSet<>();
        description.path("paths").fieldNames().forEachRemaining(paths::add);
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

    @Test
    void answersAreAsDescribed() throws Exception {
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

        holds("/", 200, given().get("/"));
        holds("/auth/session", 200, as(Claims.now()).get("/auth/session"));
        holds("/auth/session", 200, as(member).get("/auth/session"));
        holds("/auth/session", 401, given().get("/auth/session"));
        holds("/auth/me", 200, as(Claims.now().with("sub", user)).get("/auth/me"));
        holds("/auth/me", 401, as(Claims.now().with("sub", gone)).get("/auth/me"));
        holds("/auth/me", 503, as(Claims.now().with("sub", refused)).get("/auth/me"));
        holds("/auth/verify", 204, as(member).get("/auth/verify?role=member&feature=invoices"));
        holds("/auth/verify", 400, as(member).get("/auth/verify?rolle=member"));
        holds("/auth/verify", 401, given().get("/auth/verify"));
        holds("/auth/verify", 403, as(member).get("/auth/verify?role=admin"));
        holds("/auth/verify", 403, as(member).get("/auth/verify?reverification=first_factor:1"));

        String signsOut = ClerkUsers.newId();
        ClerkUsers.sessions(signsOut, "sess_described");
        String unheard = ClerkUsers.newId();
        ClerkUsers.answerToSessions(unheard, aResponse().withStatus(401));
        posted("/auth/sign-out-everywhere", 204, as(own(Claims.now(), signsOut)));
        posted("/auth/sign-out-everywhere", 401, given());
        posted("/auth/sign-out-everywhere", 403, as(own(member, ClerkUsers.newId())));
        posted("/auth/sign-out-everywhere", 503, as(own(Claims.now(), unheard)));
        Delivery delivery = Delivery.of("sms.created", "{}");
        holds("/webhooks/clerk", "post", 204, delivery.send().extract().response());
        holds(
                "/webhooks/clerk",
                "post",
                400,
                delivery.withBody("").send().extract().response());
        posted("/webhooks/clerk", 413, given().body(" ".repeat(300_000)));
    }

    /** With a session that no other test is signed in with. */
    private static Claims own(Claims claims, String user) {
        return claims.with("sub", user).with("sid", "sess_" + user);
    }

    private void posted(String path, int status, RequestSpecification request) throws Exception {
        holds(path, "post", status, request.post(path));
    }

    private void holds(String path, int status, Response answer) throws Exception {
        holds(path, "get", status, answer);
    }

    private void holds(String path, String method, int status, Response answer) throws Exception {
        assertEquals(status, answer.statusCode(), path);
        JsonNode described = resolved(description
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(String.valueOf(status)));
        assertFalse(described.isMissingNode(), path + " " + status + " is not described");
        described.path("headers").fieldNames().forEachRemaining(name -> {
            if (!Set.of("Age", "Warning").contains(name)) {
                assertFalse(answer.header(name) == null, path + " " + status + " has no " + name);
            }
        });
        if (!described.has("content")) {
            assertEquals("", answer.asString());
            return;
        }
        String type = described.path("content").fieldNames().next();
        assertEquals(type, answer.contentType().replaceFirst(";.*", ""));
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.setAll((ObjectNode) described.path("content").path(type).path("schema"));
        schema.set("components", description.path("components"));
        JsonNode body = type.endsWith("json")
                ? MAPPER.readTree(answer.asString())
                : MAPPER.getNodeFactory().textNode(answer.asString());
        assertEquals(
                List.of(),
                List.copyOf(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(body)),
                path + " " + status);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static RequestSpecification as(Claims claims) {
        return given().auth().preemptive().oauth2(claims.signedBy(ClerkStub.KEY));
    }
}
