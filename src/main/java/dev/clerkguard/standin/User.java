package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A user. Immutable: the JSON must not be changed.
 *
 * @param name the short name, as in {@code GET /dev-clerk/token?user=ada}
 * @param json the user as the Backend API gives it
 * @param features of the user's own plan, as in the claim {@code fea}
 * @param plan the user's own plan, as in the claim {@code pla}
 * @param password empty for a user without one
 */
record User(String name, ObjectNode json, List<String> features, Optional<String> plan, Optional<String> password) {
    private static final List<String> PUBLIC = List.of("first_name", "last_name", "username", "image_url", "has_image");

    String id() {
        return json.path("id").asText();
    }

    boolean hasSecondFactor() {
        return json.path("totp_enabled").asBoolean();
    }

    boolean banned() {
        return json.path("banned").asBoolean();
    }

    boolean locked() {
        return json.path("locked").asBoolean();
    }

    List<String> emailAddresses() {
        return json.path("email_addresses").findValuesAsText("email_address");
    }

    /** What other users may see: the first e-mail address, else the user name, else the id. */
    String identifier() {
        return emailAddresses().stream()
                .findFirst()
                .or(() -> Optional.ofNullable(json.path("username").textValue()))
                .orElseGet(this::id);
    }

    /** The user as a member of an organisation, for its other members. */
    ObjectNode publicUserData() {
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("user_id", id()).put("identifier", identifier());
        PUBLIC.forEach(member -> data.set(member, json.path(member)));
        return data;
    }

    /** A copy with another JSON and a later {@code updated_at}. */
    User with(Consumer<ObjectNode> change) {
        return new User(name, Revision.of(json, change), features, plan, password);
    }

    User withPassword(Optional<String> newPassword) {
        User changed = with(user -> user.put("password_enabled", newPassword.isPresent()));
        return new User(name, changed.json(), features, plan, newPassword);
    }
}
