package dev.clerkguard.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a verified session token says: who is signed in, in which session, for which organisation. Immutable, the same
 * for every request with the same token, and made without a look-up. Inject it where a request is authenticated.
 *
 * <p>Names are those of Clerk's auth object. Both versions of Clerk's claims are read (Clerk docs, "Session tokens");
 * what is malformed is treated as absent, so it grants nothing.
 */
public interface Session {
    /** The user's id, {@code user_…} ({@code sub}). */
    String userId();

    /** The session's id, {@code sess_…} ({@code sid}). */
    String sessionId();

    /** {@code active} or {@code pending}; empty in tokens of version 1 ({@code sts}). */
    Optional<String> status();

    /** Who acts as this user, when the session is impersonated ({@code act}). */
    Optional<Actor> actor();

    /** The active organisation. */
    Optional<Organization> organization();

    /** Minutes since the first and the second factor were verified ({@code fva}). */
    Optional<FactorVerificationAge> factorVerificationAge();

    /** The features of the organisation and of the user, in the token's order ({@code fea}). */
    List<ScopedName> features();

    /** The plan of the organisation or the user ({@code pla}). */
    List<ScopedName> plans();

    /** When the token was issued ({@code iat}). */
    Optional<Instant> issuedAt();

    /** When the token expires ({@code exp}); the leeway for clock skew is not included. */
    Instant expiresAt();

    /**
     * Whether the session has everything required, as Clerk's {@code has()} tells it:
     * {@code session.has(new Requirement.Permission("org:invoices:create"))}. An empty list is false.
     */
    default boolean has(Requirement... requirements) {
        return requirements.length > 0
                && Stream.of(requirements).allMatch(requirement -> requirement.isSatisfiedBy(this));
    }

    /**
     * All claims as they are in the token. Read anew from {@link #claimsJson} at each call: keep it where you need it
     * twice.
     */
    ObjectNode claims();

    /** All claims as JSON text. */
    String claimsJson();

    /**
     * @param userId the user who acts ({@code act.sub})
     * @param sessionId the acting user's own session, where the token names it
     * @param issuer who allowed it, where the token names it
     * @param type the kind of actor, such as {@code agent}, where the token names it
     */
    record Actor(String userId, Optional<String> sessionId, Optional<String> issuer, Optional<String> type) {}

    /**
     * @param id {@code org_…}
     * @param slug the name used in URLs
     * @param role the user's role with its prefix, {@code org:admin}
     * @param permissions the user's custom permissions with their prefix, {@code org:invoices:create}
     */
    record Organization(String id, Optional<String> slug, Optional<String> role, List<String> permissions) {}

    /**
     * @param firstFactor minutes, or -1 when it was never verified
     * @param secondFactor minutes, or -1 when it was never verified
     */
    record FactorVerificationAge(int firstFactor, int secondFactor) {}

    /** A feature or a plan, and whose it is. */
    record ScopedName(boolean ofOrganization, boolean ofUser, String name) {}
}
