package dev.clerkguard.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.memory.HeapUse;
import dev.clerkguard.testing.ClerkUsers;

/** Prints the heap of a user as the cache keeps it, without the entry of its map: bench/memory. */
public final class CachedUserHeap {
    private static final int USERS = 5000;

    private CachedUserHeap() {}

    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        // The first user loads classes.
        users(mapper, 1);
        long bytes = HeapUse.of(() -> users(mapper, USERS));
        CachedUser one = users(mapper, 1)[0];
        System.out.printf(
                "%d users: %d bytes each; JSON %d, weight %d%n", USERS, bytes / USERS, one.json().length, one.weight());
    }

    private static CachedUser[] users(ObjectMapper mapper, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> user(mapper, ClerkUsers.json("user_" + number)))
                .toArray(CachedUser[]::new);
    }

    private static CachedUser user(ObjectMapper mapper, String json) {
        try {
            return CachedUser.of(UserReader.read(mapper.readTree(json)).orElseThrow(), 0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
