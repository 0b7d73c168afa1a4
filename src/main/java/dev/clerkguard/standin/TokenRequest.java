package dev.clerkguard.standin;

import java.time.Duration;
import java.util.Optional;

/**
 * The content of a token.
 *
 * @param organization the active one
 * @param role the role in it, without {@code org:}; the user's own, or another one for a test
 * @param lifetime negative for an expired token
 * @param origin for {@code azp}
 * @param actor the id of the user who impersonates this one
 * @param factorAges minutes since the factors were verified
 * @param template whether the token is one of a JWT template, and no session token
 */
record TokenRequest(
        User user,
        String sessionId,
        Optional<Organization> organization,
        Optional<String> role,
        Duration lifetime,
        Optional<String> origin,
        Optional<String> actor,
        FactorAges factorAges,
        boolean template) {}
