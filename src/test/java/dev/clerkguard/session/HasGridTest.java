package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.session.Reverification.Level;

/** has() answers as Clerk's own package does; src/test/has-grid/generate.mjs asked it. */
class HasGridTest {
    @Test
    void has_answersAsClerksPackage() throws IOException {
        JsonNode grid;
        try (InputStream file = HasGridTest.class.getResourceAsStream("/has-grid.json")) {
            grid = new ObjectMapper().readTree(file);
        }
        List<String> differences = new ArrayList<>();
        int answers = 0;
        for (JsonNode row : grid.path("rows")) {
            Session session = ClaimsReader.read((ObjectNode) row.path("claims"), "{}");
            for (int i = 0; i < grid.path("questions").size(); i++) {
                JsonNode question = grid.path("questions").get(i);
                boolean expected = row.path("answers").asText().charAt(i) == '1';
                answers++;
                if (session.has(demands(question)) != expected) {
                    differences.add(question + " of " + row.path("claims") + " should be " + expected);
                }
            }
        }

        assertEquals(List.of(), differences);
        assertEquals(4956, answers);
    }

    private static Requirement[] demands(JsonNode question) {
        List<Requirement> demands = new ArrayList<>();
        question.fields().forEachRemaining(asked -> demands.add(demand(asked.getKey(), asked.getValue())));
        return demands.toArray(Requirement[]::new);
    }

    private static Requirement demand(String kind, JsonNode value) {
        return switch (kind) {
            case "role" -> new Requirement.Role(value.asText());
            case "permission" -> new Requirement.Permission(value.asText());
            case "feature" -> new Requirement.Feature(value.asText());
            case "plan" -> new Requirement.Plan(value.asText());
            default -> new Requirement.Reverified(reverification(value));
        };
    }

    private static Reverification reverification(JsonNode value) {
        return value.isTextual()
                ? Reverification.parse(value.asText())
                : Reverification.of(
                        Level.valueOf(value.path("level").asText().toUpperCase()),
                        value.path("afterMinutes").asInt());
    }
}
