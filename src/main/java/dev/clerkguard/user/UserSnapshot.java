package dev.clerkguard.user;

import java.time.Duration;
import java.util.Optional;

/**
 * A user as known at the moment of a request.
 *
 * @param user the user
 * @param json the user as JSON in UTF-8, written once and sent as it is. Do not modify it
 * @param stale age of the user when it is expired and Clerk gave no answer; otherwise empty
 */
public record UserSnapshot(User user, byte[] json, Optional<Duration> stale) {}
