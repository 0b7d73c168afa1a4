package dev.clerkguard.clerk;

import java.util.Optional;

/**
 * An e-mail address or a phone number of a user.
 *
 * @param id {@code idn_…}
 * @param value the address or the number
 * @param verification {@code verified}, {@code unverified}, or whatever else Clerk says; empty when it says nothing
 */
public record Contact(String id, String value, Optional<String> verification) {}
