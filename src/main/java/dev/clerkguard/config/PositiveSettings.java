package dev.clerkguard.config;

import java.util.Set;

/**
 * The settings with {@link dev.clerkguard.setting.Positive}.
 *
 * @param names such as {@code clerk.users.ttl}
 */
public record PositiveSettings(Set<String> names) {}
