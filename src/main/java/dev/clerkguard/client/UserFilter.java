package dev.clerkguard.client;

import java.util.List;

/**
 * Which users are listed: those that match each member that is not empty. Clerk accepts at most 100 values in each list.
 *
 * @param query part of a name, an e-mail address, a phone number or an id; null for any
 */
public record UserFilter(
        List<String> emailAddresses,
        List<String> externalIds,
        List<String> userIds,
        List<String> organizationIds,
        String query) {

    /** All users. */
    public static UserFilter all() {
        return new UserFilter(List.of(), List.of(), List.of(), List.of(), null);
    }

    public static UserFilter emailAddresses(String... values) {
        return new UserFilter(List.of(values), List.of(), List.of(), List.of(), null);
    }

    public static UserFilter externalIds(String... values) {
        return new UserFilter(List.of(), List.of(values), List.of(), List.of(), null);
    }

    public static UserFilter userIds(String... values) {
        return new UserFilter(List.of(), List.of(), List.of(values), List.of(), null);
    }

    /** The members of at least one of the organisations. */
    public static UserFilter organizationIds(String... values) {
        return new UserFilter(List.of(), List.of(), List.of(), List.of(values), null);
    }

    public static UserFilter matching(String query) {
        return new UserFilter(List.of(), List.of(), List.of(), List.of(), query);
    }
}
