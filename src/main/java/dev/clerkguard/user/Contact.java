package dev.clerkguard.user;

import java.util.Optional;

/**
 * An e-mail address or a phone number of a user.
 *
 * @param id {@code idn_…}
 * @param value the address or the number
 * @param verification {@code verified}, {@code unverified}, or another status of Clerk; empty when there is none
 */
public record Contact(String id, String value, Optional<String> verification) {}
