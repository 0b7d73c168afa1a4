package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A user as Clerk makes one: with all members that a user has, most of them empty. */
final class NewUser {
    static final String EMAIL_ADDRESSES = "email_address";
    static final String PASSWORD = "password";
    static final String PHONE_NUMBERS = "phone_number";
    /** Members of a request to create a user that are not copied. */
    static final List<String> OTHER_MEMBERS = List.of(EMAIL_ADDRESSES, PHONE_NUMBERS, PASSWORD);

    static final int VERIFICATION_ATTEMPTS = 100;

    private static final int NAME_LENGTH = 12;
    private static final List<String> NOTHING = List.of(
            "external_id",
            "username",
            "first_name",
            "last_name",
            "locale",
            "primary_email_address_id",
            "primary_phone_number_id",
            "primary_web3_wallet_id",
            "mfa_enabled_at",
            "mfa_disabled_at",
            "last_sign_in_at",
            "lockout_expires_in_seconds",
            "create_organizations_limit",
            "last_active_at",
            "legal_accepted_at");
    private static final List<String> LISTS = List.of(
            "email_addresses",
            "phone_numbers",
            "web3_wallets",
            "passkeys",
            "external_accounts",
            "saml_accounts",
            "enterprise_accounts");
    private static final List<String> NO = List.of(
            "has_image",
            "password_enabled",
            "two_factor_enabled",
            "totp_enabled",
            "backup_code_enabled",
            "banned",
            "locked");

    private NewUser() {}

    /**
     * @param wanted as in a request to create a user
     * @param images the address of the stand-in's pictures
     */
    static User of(ObjectNode wanted, String images) {
        String name = name();
        long now = System.currentTimeMillis();
        ObjectNode user = JsonNodeFactory.instance
                .objectNode()
                .put("id", "user_" + name)
                .put("object", "user")
                .put("image_url", images + name);
        NOTHING.forEach(user::putNull);
        LISTS.forEach(user::putArray);
        NO.forEach(member -> user.put(member, false));
        List.of("public_metadata", "private_metadata", "unsafe_metadata").forEach(user::putObject);
        user.put("delete_self_enabled", true).put("create_organization_enabled", true);
        user.put("verification_attempts_remaining", VERIFICATION_ATTEMPTS)
                .put("created_at", now)
                .put("updated_at", now);
        user.setAll(wanted);
        user.remove(OTHER_MEMBERS);
        Optional<String> password = Optional.ofNullable(wanted.path(PASSWORD).textValue());
        user.put("password_enabled", password.isPresent());
        wanted.path(EMAIL_ADDRESSES).forEach(address -> add(user, EMAIL_ADDRESSES, "email_addresses", address));
        wanted.path(PHONE_NUMBERS).forEach(number -> add(user, PHONE_NUMBERS, "phone_numbers", number)
                .put("reserved_for_second_factor", false)
                .put("default_second_factor", false));
        return new User(name, user, List.of(), Optional.empty(), password);
    }

    private static ObjectNode add(ObjectNode user, String object, String list, JsonNode value) {
        String id = "idn_" + name();
        ObjectNode added = user.withArray(list)
                .addObject()
                .put("id", id)
                .put("object", object)
                .put(object, value.asText())
                .put("reserved", false)
                .put("created_at", user.path("created_at").asLong())
                .put("updated_at", user.path("created_at").asLong());
        // Addresses and numbers that a backend gives are verified (Clerk docs, "createUser()").
        added.putObject("verification")
                .put("status", "verified")
                .put("strategy", "admin")
                .putNull("attempts")
                .putNull("expire_at");
        added.putArray("linked_to");
        String primary = "primary_" + object + "_id";
        if (user.path(primary).isNull()) {
            user.put(primary, id);
        }
        return added;
    }

    /** Letters only: it is part of the ids of sessions, too. */
    private static String name() {
        return new Random()
                .ints(NAME_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
