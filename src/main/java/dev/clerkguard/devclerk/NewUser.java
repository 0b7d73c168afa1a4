package dev.clerkguard.devclerk;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.devclerk.Cast.Person;

/** A user as Clerk makes one: with all members that a user has, most of them empty. */
final class NewUser {
    static final String EMAIL_ADDRESSES = "email_address";

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

    /** @param wanted as in a request to create a user */
    static Person of(ObjectNode wanted) {
        String name = name();
        long now = System.currentTimeMillis();
        ObjectNode user = JsonNodeFactory.instance
                .objectNode()
                .put("id", "user_" + name)
                .put("object", "user")
                .put("image_url", "https://img.clerk.com/" + name);
        NOTHING.forEach(user::putNull);
        LISTS.forEach(user::putArray);
        NO.forEach(member -> user.put(member, false));
        List.of("public_metadata", "private_metadata", "unsafe_metadata").forEach(user::putObject);
        user.put("delete_self_enabled", true).put("create_organization_enabled", true);
        user.put("verification_attempts_remaining", 100).put("created_at", now).put("updated_at", now);
        user.setAll(wanted);
        user.remove(EMAIL_ADDRESSES);
        wanted.path(EMAIL_ADDRESSES).forEach(address -> addEmailAddress(user, address));
        return new Person(name, user, List.of(), Optional.empty());
    }

    private static void addEmailAddress(ObjectNode user, JsonNode address) {
        String id = "idn_" + name();
        ObjectNode email = user.withArray("email_addresses")
                .addObject()
                .put("id", id)
                .put("object", "email_address")
                .put("email_address", address.asText())
                .put("reserved", false)
                .put("created_at", user.path("created_at").asLong())
                .put("updated_at", user.path("created_at").asLong());
        // Addresses that a backend gives are verified (Clerk docs, "createUser()").
        email.putObject("verification")
                .put("status", "verified")
                .put("strategy", "admin")
                .putNull("attempts")
                .putNull("expire_at");
        email.putArray("linked_to");
        if (user.path("primary_email_address_id").isNull()) {
            user.put("primary_email_address_id", id);
        }
    }

    /** Letters only: it is part of the ids of sessions, too. */
    private static String name() {
        return new Random()
                .ints(NAME_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
