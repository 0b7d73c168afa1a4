package dev.clerkguard.clerk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A user as Clerk's Backend API describes one (Clerk docs, "Backend API: User"). Immutable. Has no private metadata and
 * nothing else that the user may not see.
 *
 * @param id {@code user_…}
 * @param externalId the id in the system that the user was imported from
 * @param primaryEmailAddress the one of {@code emailAddresses} that the user chose
 * @param primaryPhoneNumber the one of {@code phoneNumbers} that the user chose
 * @param publicMetadataJson written by the backend, seen by the user; as text, a fraction of what it takes as a tree
 * @param unsafeMetadataJson written by the user: never trust it
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

    /** Written by the backend, seen by the user. Read anew at each call: keep it where you need it twice. */
    public ObjectNode publicMetadata() {
        return MetadataJson.read(publicMetadataJson);
    }

    /** Written by the user: never trust it. Read anew at each call: keep it where you need it twice. */
    public ObjectNode unsafeMetadata() {
        return MetadataJson.read(unsafeMetadataJson);
    }

    /** What is switched on; what Clerk does not say is off. */
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

    /** Names the user and nothing else: a user lands in logs sooner or later. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
