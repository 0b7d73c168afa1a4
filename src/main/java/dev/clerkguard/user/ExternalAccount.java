package dev.clerkguard.user;

import java.util.Optional;

/**
 * An account elsewhere that a user signs in with.
 *
 * @param id the account's id at Clerk
 * @param provider {@code oauth_google} and the like
 * @param providerUserId the user's id there
 * @param emailAddress the e-mail address there
 * @param username the name there
 * @param verification as in {@link Contact}
 */
public record ExternalAccount(
        String id,
        Optional<String> provider,
        Optional<String> providerUserId,
        Optional<String> emailAddress,
        Optional<String> username,
        Optional<String> verification) {}
