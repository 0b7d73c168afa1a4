package dev.clerkguard.token;

import java.util.Optional;

import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.session.Session;

/**
 * A verified token, with what is the same for every request with it.
 *
 * @param identity the identity that Quarkus and the resources get
 * @param session the content of the token
 * @param keys the key set that verified it: with another one it must be verified again
 * @param until end of its validity in milliseconds since 1970: its expiry plus the clock skew
 */
record VerifiedToken(SecurityIdentity identity, Session session, Optional<SigningKeys> keys, long until) {}
