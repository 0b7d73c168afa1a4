package dev.clerkguard.token;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.memory.HeapUse;
import dev.clerkguard.session.ClaimsReader;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.SigningKey;

/** Prints the heap of a verified token as the cache keeps it, without the entry of its map: bench/memory. */
public final class CachedTokenHeap {
    private static final int TOKENS = 10_000;

    private final SigningKey key = SigningKey.first("ins_1");
    private final IntFunction<String> organizations;

    private CachedTokenHeap(IntFunction<String> organizations) {
        this.organizations = organizations;
    }

    /** @param arguments "shared", or "own": whether the users are members of one organisation */
    public static void main(String[] arguments) throws Exception {
        boolean shared = arguments[0].equals("shared");
        CachedTokenHeap heap = new CachedTokenHeap(user -> shared ? "org_1" : "org_2abcdefghijklmnopqrstuv" + user);
        // The first token loads classes.
        String first = heap.token(0);
        kept(first);
        String[] tokens = IntStream.range(0, TOKENS).mapToObj(heap::token).toArray(String[]::new);
        long bytes = HeapUse.of(() ->
                IntStream.range(0, TOKENS).mapToObj(user -> kept(tokens[user])).toArray());
        System.out.printf(
                "%d tokens, %s: %d bytes each, and %d characters of the token%n",
                TOKENS,
                shared ? "members of one organisation" : "each of an organisation of its own",
                bytes / TOKENS,
                first.length());
    }

    private static Object kept(String token) {
        CompactJwt parsed = CompactJwt.parse(token);
        Session session = ClaimsReader.read(parsed.claims(), parsed.claimsJson());
        SecurityIdentity identity = SessionIdentity.of(session);
        return Map.entry(
                new TokenText(token),
                new VerifiedToken(identity, SessionIdentity.session(identity).orElseThrow(), Optional.empty(), 0));
    }

    private String token(int user) {
        return Claims.now()
                .with("sub", "user_2abcdefghijklmnopqrstuv" + user)
                .with("sid", "sess_2abcdefghijklmnopqrstuv" + user)
                .with(
                        "o",
                        Map.of(
                                "id",
                                organizations.apply(user),
                                "slg",
                                "acme",
                                "rol",
                                "admin",
                                "per",
                                "manage,read",
                                "fpm",
                                "3,2"))
                .with("fea", "o:dashboard,o:teams")
                .with("pla", "o:business")
                .signedBy(key);
    }
}
