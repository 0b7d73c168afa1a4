package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.Optional;

/**
 * A user as known at the moment of a request.
 *
 * @param user the user
 * @param json the user as JSON in UTF-8, written once and sent as it is. Not to be changed
 * @param stale how old the answer is, when it is older than it should be because Clerk could not be asked
 */
public record KnownUser(User user, byte[] json, Optional<Duration> stale) {}
