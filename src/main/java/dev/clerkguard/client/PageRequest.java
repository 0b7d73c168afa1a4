package dev.clerkguard.client;

/**
 * Which part of a list Clerk is asked for.
 *
 * @param limit from 1 to 500, Clerk's maximum
 * @param offset the number of elements before the first one
 */
public record PageRequest(int limit, int offset) {
    private static final int MAXIMUM = 500;

    public PageRequest {
        if (limit < 1 || limit > MAXIMUM || offset < 0) {
            throw new IllegalArgumentException("A page has 1 to 500 elements and an offset that is not negative.");
        }
    }

    /** The first page. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, 0);
    }

    /** The page after this one. */
    public PageRequest next() {
        return new PageRequest(limit, offset + limit);
    }
}
