package dev.clerkguard.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A user of the Backend API (Clerk docs, "Backend API: User"). Immutable. It has no private metadata and no other data that
 * the user must not see.
 *
 * @param id {@code user_…}
 * @param externalId the id in the system that the user was imported from
 * @param primaryEmailAddress the one of {@code emailAddresses} that the user chose
 * @param primaryPhoneNumber the one of {@code phoneNumbers} that the user chose
 * @param publicMetadataJson written by the backend, visible to the user; JSON text needs less heap than a tree
 * @param unsafeMetadataJson written by the user; do not trust it
 * @param flags what is switched on for this user
 * @param lastSignInAt when the user last signed in
 * @param lastActiveAt the day of the user's last request, as Clerk counts it
 * @param legalAcceptedAt when the user accepted the terms
 */
public record User(
        String id,
        Optional<String> externalId,
        Optional<String> username,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> locale,
        Optional<String> imageUrl,
        Optional<Contact> primaryEmailAddress,
        Optional<Contact> primaryPhoneNumber,
        List<Contact> emailAddresses,
        List<Contact> phoneNumbers,
        List<ExternalAccount> externalAccounts,
        @JsonProperty("publicMetadata") @JsonRawValue String publicMetadataJson,
        @JsonProperty("unsafeMetadata") @JsonRawValue String unsafeMetadataJson,
        Flags flags,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Optional<Instant> lastSignInAt,
        Optional<Instant> lastActiveAt,
        Optional<Instant> legalAcceptedAt) {

    /** Written by the backend, visible to the user. Each call parses the JSON again. */
    public ObjectNode publicMetadata() {
        return MetadataJson.read(publicMetadataJson);
    }

    /** Written by the user; do not trust it. Each call parses the JSON again. */
    public ObjectNode unsafeMetadata() {
        return MetadataJson.read(unsafeMetadataJson);
    }

    /** Flags of the user. A flag that Clerk does not send is false. */
    public record Flags(
            boolean hasImage,
            boolean passwordEnabled,
            boolean twoFactorEnabled,
            boolean totpEnabled,
            boolean backupCodeEnabled,
            boolean banned,
            boolean locked,
            boolean deleteSelfEnabled,
            boolean createOrganizationEnabled) {}

    /** Contains only the id, so that a log line with a user has no personal data. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
