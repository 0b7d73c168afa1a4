package dev.clerkguard.devclerk;

import java.time.Duration;
import java.util.Optional;

import dev.clerkguard.devclerk.Cast.Organization;
import dev.clerkguard.devclerk.Cast.Person;

/**
 * What a token is asked for.
 *
 * @param organization the active one
 * @param role the role in it, without {@code org:}; the person's own unless another is wanted
 * @param lifetime negative for a token that has expired already
 * @param origin for {@code azp}
 * @param actor the id of who acts as this person
 */
record Ticket(
        Person person,
        String sessionId,
        Optional<Organization> organization,
        Optional<String> role,
        Duration lifetime,
        Optional<String> origin,
        Optional<String> actor) {}
