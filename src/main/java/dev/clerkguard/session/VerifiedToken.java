package dev.clerkguard.session;

import java.util.Optional;

import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.keys.SigningKeys;

/**
 * A token that was verified, and all that is the same for every request with it.
 *
 * @param identity what Quarkus and the resources see
 * @param session what the token says
 * @param keys the key set that verified it: with another one it must be verified again
 * @param until when it is no longer accepted, in milliseconds since 1970: its expiry and the clock skew
 */
record VerifiedToken(SecurityIdentity identity, Session session, Optional<SigningKeys> keys, long until) {}
