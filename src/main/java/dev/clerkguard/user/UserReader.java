package dev.clerkguard.user;

import static dev.clerkguard.clerk.JsonMembers.elements;
import static dev.clerkguard.clerk.JsonMembers.is;
import static dev.clerkguard.clerk.JsonMembers.text;
import static dev.clerkguard.clerk.JsonMembers.time;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.session.SharedValues;
import dev.clerkguard.user.User.Flags;

/**
 * Reads Clerk's JSON of a user. Lenient: a member that is unknown, missing, null or of another shape than expected never
 * fails, because Clerk extends its API. Only the id is required.
 */
public final class UserReader {
    /** Longer metadata is hardly the same for many users. */
    private static final int LONGEST_SHARED = 64;

    private static final SharedValues VALUES = new SharedValues();

    private UserReader() {}

    /** Empty when the JSON is not a user. */
    public static Optional<User> read(JsonNode json) {
        return text(json, "id").map(id -> user(id, json));
    }

    private static User user(String id, JsonNode json) {
        List<Contact> emails = contacts(json.path("email_addresses"), "email_address");
        List<Contact> phones = contacts(json.path("phone_numbers"), "phone_number");
        return new User(
                id,
                text(json, "external_id"),
                text(json, "username"),
                text(json, "first_name"),
                text(json, "last_name"),
                VALUES.shared(text(json, "locale")),
                text(json, "image_url"),
                primary(emails, text(json, "primary_email_address_id")),
                primary(phones, text(json, "primary_phone_number_id")),
                emails,
                phones,
                externalAccounts(json.path("external_accounts")),
                metadata(json.path("public_metadata")),
                metadata(json.path("unsafe_metadata")),
                VALUES.shared(flags(json)),
                time(json, "created_at"),
                time(json, "updated_at"),
                time(json, "last_sign_in_at"),
                time(json, "last_active_at"),
                time(json, "legal_accepted_at"));
    }

    private static String metadata(JsonNode json) {
        String text = MetadataJson.write(json);
        return text.length() <= LONGEST_SHARED ? VALUES.shared(text) : text;
    }

    private static Flags flags(JsonNode json) {
        return new Flags(
                is(json, "has_image"),
                is(json, "password_enabled"),
                is(json, "two_factor_enabled"),
                is(json, "totp_enabled"),
                is(json, "backup_code_enabled"),
                is(json, "banned"),
                is(json, "locked"),
                is(json, "delete_self_enabled"),
                is(json, "create_organization_enabled"));
    }

    private static List<Contact> contacts(JsonNode list, String valueName) {
        return elements(list)
                .flatMap(json -> text(json, valueName)
                        .map(value -> new Contact(text(json, "id").orElse(""), value, verification(json)))
                        .stream())
                .toList();
    }

    private static Optional<Contact> primary(List<Contact> contacts, Optional<String> id) {
        return id.flatMap(wanted ->
                contacts.stream().filter(contact -> contact.id().equals(wanted)).findFirst());
    }

    private static List<ExternalAccount> externalAccounts(JsonNode list) {
        return elements(list)
                .filter(JsonNode::isObject)
                .map(json -> new ExternalAccount(
                        text(json, "id").orElse(""),
                        VALUES.shared(text(json, "provider")),
                        text(json, "provider_user_id"),
                        text(json, "email_address"),
                        text(json, "username"),
                        verification(json)))
                .toList();
    }

    /** Comes as an object with a status, in several shapes; as null; and was seen as plain text. */
    private static Optional<String> verification(JsonNode json) {
        JsonNode verification = json.path("verification");
        return VALUES.shared(
                verification.isTextual() ? Optional.of(verification.textValue()) : text(verification, "status"));
    }
}
