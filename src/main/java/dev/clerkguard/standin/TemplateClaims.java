package dev.clerkguard.standin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Replaces the shortcodes in the claims of a JWT template (Clerk docs, "JWT templates", Shortcodes). */
final class TemplateClaims {
    private static final Pattern SHORTCODE = Pattern.compile("\\{\\{\\s*([\\w.]+)\\s*}}");

    private final ObjectNode values = JsonNodeFactory.instance.objectNode();

    /** @param organization the active one, as the Backend API gives it */
    TemplateClaims(User user, Optional<ObjectNode> organization, Optional<String> role) {
        ObjectNode known = user.json().deepCopy();
        known.remove("private_metadata");
        known.put("primary_email_address", user.identifier());
        known.put(
                "full_name",
                (known.path("first_name").asText("") + " "
                                + known.path("last_name").asText(""))
                        .strip());
        values.set("user", known);
        organization.ifPresent(json -> {
            ObjectNode copy = json.deepCopy();
            copy.remove("private_metadata");
            values.set("org", copy.put("role", role.map(name -> "org:" + name).orElse(null)));
        });
    }

    ObjectNode of(ObjectNode claims) {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        claims.properties().forEach(claim -> resolved.set(claim.getKey(), resolve(claim.getValue())));
        return resolved;
    }

    private JsonNode resolve(JsonNode claim) {
        if (claim instanceof ObjectNode object) {
            return of(object);
        }
        if (!claim.isTextual()) {
            return claim;
        }
        Matcher whole = SHORTCODE.matcher(claim.asText());
        // A shortcode alone keeps the type of its value, such as an object of metadata.
        return whole.matches()
                ? value(whole.group(1))
                : TextNode.valueOf(SHORTCODE
                        .matcher(claim.asText())
                        .replaceAll(found ->
                                Matcher.quoteReplacement(value(found.group(1)).asText(""))));
    }

    private JsonNode value(String shortcode) {
        JsonNode found = values.at("/" + shortcode.replace('.', '/'));
        return found.isMissingNode() ? JsonNodeFactory.instance.nullNode() : found;
    }
}
