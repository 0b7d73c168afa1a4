package dev.clerkguard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.ws.rs.Path;

import io.restassured.response.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The API's description: holds real answers against it, and remembers which of the answers it promises were seen. */
final class OpenApiDocument {
    /**
     * The answers of a service without keys, a signing secret or Redis, to a sender that falls silent, and as a protected
     * resource. All others come from a service that has all of these and is no protected resource.
     */
    static final Set<String> WHERE_SOMETHING_IS_AWAY = Set.of(
            "get /auth/session 503",
            "get /auth/verify 503",
            "get /auth/whoami 503",
            "get /.well-known/oauth-protected-resource 200",
            "post /webhooks/clerk 404",
            "post /webhooks/clerk 408",
            "post /webhooks/clerk 503");

    /** About the message, not about what is answered. */
    private static final Set<String> ON_EVERY_ANSWER = Set.of(
            "content-type",
            "content-length",
            "cache-control",
            "connection",
            "vary",
            "x-content-type-options",
            "referrer-policy",
            "content-security-policy");

    /** Resources that are there for tests. */
    private static final Pattern OF_TESTS =
            Pattern.compile("/(shapes|demands|accepts|own-|example|inherited|other|streams).*");

    /** The paths of resources outside this project's package: those of a fork, which its own tests are about. */
    private static final Set<String> OF_A_FORK = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/dev/clerkguard/")).importPath("target/classes").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .map(type -> type.getAnnotationOfType(Path.class).value())
                    .map(path -> path.startsWith("/") ? path : "/" + path)
                    .collect(Collectors.toSet());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode description;
    private final Set<String> seen = new TreeSet<>();

    OpenApiDocument(String json) {
        try {
            description = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    JsonNode at(String pointer) {
        return description.at(pointer);
    }

    Set<String> seen() {
        return seen;
    }

    /** Of this service: not those of tests, nor of a fork. */
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        description.path("paths").fieldNames().forEachRemaining(paths::add);
        paths.removeIf(path -> OF_TESTS.matcher(path).matches()
                || OF_A_FORK.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/")));
        return paths;
    }

    /** Every promised answer of these paths, as {@code get /auth/me 200}. */
    Set<String> promised() {
        Set<String> promised = new TreeSet<>();
        for (String path : paths()) {
            description.path("paths").path(path).fields().forEachRemaining(operation -> operation
                    .getValue()
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(status -> promised.add(operation.getKey() + " " + path + " " + status)));
        }
        return promised;
    }

    void holds(String method, String path, int status, Response answer) {
        String what = method + " " + path + " " + status;
        assertEquals(status, answer.statusCode(), what + answer.asString());
        JsonNode described = resolved(description
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(String.valueOf(status)));
        assertFalse(described.isMissingNode(), what + " is not described");
        headers(what, described.path("headers"), answer);
        if (described.has("content")) {
            body(what, described.path("content"), answer);
        } else {
            assertEquals("", answer.asString(), what);
        }
        seen.add(what);
    }

    private static void headers(String what, JsonNode described, Response answer) {
        Set<String> names = new TreeSet<>(ON_EVERY_ANSWER);
        described.fields().forEachRemaining(header -> {
            names.add(header.getKey().toLowerCase(Locale.ROOT));
            if (header.getValue().path("required").asBoolean()) {
                assertNotNull(answer.header(header.getKey()), what + " has no " + header.getKey());
            }
        });
        answer.headers()
                .forEach(header -> assertTrue(
                        names.contains(header.getName().toLowerCase(Locale.ROOT)),
                        what + " has a header that is not described: " + header));
    }

    private void body(String what, JsonNode content, Response answer) {
        String type = content.fieldNames().next();
        assertEquals(type, answer.contentType().replaceFirst(";.*", ""), what);
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.setAll((ObjectNode) content.path(type).path("schema"));
        schema.set("components", description.path("components"));
        assertEquals(
                List.of(),
                List.copyOf(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json(type, answer.asString()))),
                what);
    }

    /** What is wrong with the examples of these schemas. A schema without an example is wrong, too. */
    List<String> invalidExamples(String... schemas) {
        List<String> wrong = new ArrayList<>();
        for (String name : schemas) {
            JsonNode examples = description.at("/components/schemas/" + name + "/examples");
            if (examples.isEmpty()) {
                wrong.add(name + " has no example");
            }
            ObjectNode schema = MAPPER.createObjectNode();
            schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.put("$ref", "#/components/schemas/" + name);
            schema.set("components", description.path("components"));
            examples.forEach(example -> JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(example)
                    .forEach(message -> wrong.add(name + ": " + message)));
        }
        return wrong;
    }

    private static JsonNode json(String type, String body) {
        try {
            return type.endsWith("json")
                    ? MAPPER.readTree(body)
                    : MAPPER.getNodeFactory().textNode(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }
}
