package dev.clerkguard.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.clerkguard.user.User.Flags;

/** A user as JSON for the user's own application: camelCase, times as ISO 8601, null for what is not known. */
final class UserJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private UserJson() {}

    static ObjectNode of(User user) {
        ObjectNode json = JSON.objectNode();
        json.put("id", user.id());
        put(json, "externalId", user.externalId());
        put(json, "username", user.username());
        put(json, "firstName", user.firstName());
        put(json, "lastName", user.lastName());
        put(json, "locale", user.locale());
        put(json, "imageUrl", user.imageUrl());
        put(json, "primaryEmailAddress", user.primaryEmailAddress().map(Contact::value));
        put(json, "primaryPhoneNumber", user.primaryPhoneNumber().map(Contact::value));
        json.set("emailAddresses", contacts(user.emailAddresses(), "emailAddress"));
        json.set("phoneNumbers", contacts(user.phoneNumbers(), "phoneNumber"));
        json.set("externalAccounts", externalAccounts(user.externalAccounts()));
        json.putRawValue("publicMetadata", new RawValue(user.publicMetadataJson()));
        json.putRawValue("unsafeMetadata", new RawValue(user.unsafeMetadataJson()));
        flags(json, user.flags());
        put(json, "createdAt", user.createdAt().map(Instant::toString));
        put(json, "updatedAt", user.updatedAt().map(Instant::toString));
        put(json, "lastSignInAt", user.lastSignInAt().map(Instant::toString));
        put(json, "lastActiveAt", user.lastActiveAt().map(Instant::toString));
        put(json, "legalAcceptedAt", user.legalAcceptedAt().map(Instant::toString));
        return json;
    }

    private static void flags(ObjectNode json, Flags flags) {
        json.put("hasImage", flags.hasImage())
                .put("passwordEnabled", flags.passwordEnabled())
                .put("twoFactorEnabled", flags.twoFactorEnabled())
                .put("totpEnabled", flags.totpEnabled())
                .put("backupCodeEnabled", flags.backupCodeEnabled())
                .put("banned", flags.banned())
                .put("locked", flags.locked())
                .put("deleteSelfEnabled", flags.deleteSelfEnabled())
                .put("createOrganizationEnabled", flags.createOrganizationEnabled());
    }

    private static ArrayNode contacts(List<Contact> contacts, String valueName) {
        ArrayNode list = JSON.arrayNode();
        for (Contact contact : contacts) {
            ObjectNode json = list.addObject().put("id", contact.id()).put(valueName, contact.value());
            put(json, "verification", contact.verification());
        }
        return list;
    }

    private static ArrayNode externalAccounts(List<ExternalAccount> accounts) {
        ArrayNode list = JSON.arrayNode();
        for (ExternalAccount account : accounts) {
            ObjectNode json = list.addObject().put("id", account.id());
            put(json, "provider", account.provider());
            put(json, "providerUserId", account.providerUserId());
            put(json, "emailAddress", account.emailAddress());
            put(json, "username", account.username());
            put(json, "verification", account.verification());
        }
        return list;
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        json.put(name, value.orElse(null));
    }
}
