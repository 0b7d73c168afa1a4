package dev.clerkguard.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.revocation.RevocationConfig;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.revocation.RevocationPublisher;
import dev.clerkguard.session.ClaimsReader;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

/** What is done with a token: for each one once, and for each request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {
    private final SigningKey key = SigningKey.generate("ins_1");
    private final VerificationConfig verification = Settings.of(VerificationConfig.class, Map.of());
    private final JwksCache keys = new FakeJwks(key).loadedRing(Clock.systemUTC());
    private final TokenVerifier verifier =
            new TokenVerifier(keys, Optional.of(Claims.ISSUER), verification, Duration.ofHours(1), Clock.systemUTC());
    private final RevocationList revocations = new RevocationList(
            Settings.of(RevocationConfig.class, Map.of()),
            verification.clockSkew(),
            RevocationPublisher.NONE,
            Clock.systemUTC());
    private final VerifiedTokenCache tokens = new VerifiedTokenCache(
            verifier,
            keys,
            revocations,
            verification,
            Settings.of(TokenCacheConfig.class, Map.of()),
            Clock.systemUTC());

    private final String token = Claims.now()
            .with("exp", Instant.now().getEpochSecond() + 86_400)
            .with("o", Map.of("id", "org_1", "slg", "acme", "rol", "admin", "per", "manage,read", "fpm", "3,2"))
            .with("fea", "o:dashboard,o:teams")
            .signedBy(key);
    private final CompactJwt parsed = CompactJwt.parse(token);
    private final String[] many =
            Stream.generate(() -> randomText(token.length())).limit(5000).toArray(String[]::new);
    private int next;
    private final Session session = ClaimsReader.read(parsed.claims(), parsed.claimsJson());

    @Benchmark
    public Session verifyFromScratch() {
        return verifier.verify(token).orElseThrow();
    }

    @Benchmark
    public VerifiedToken cacheHit() {
        return tokens.verifyNow(token).orElseThrow();
    }

    @Benchmark
    public TokenHash hash() {
        return TokenHash.of(token);
    }

    @Benchmark
    public String lookAtEachCharacter() {
        return BearerTokenExtractor.checked(token);
    }

    /** Each another one: of characters that were looked at a moment ago, the processor knows what comes of them. */
    @Benchmark
    public String lookAtEachCharacterOfManyTokens() {
        next = (next + 1) % many.length;
        return BearerTokenExtractor.checked(many[next]);
    }

    @Benchmark
    public CompactJwt parse() {
        return CompactJwt.parse(token);
    }

    @Benchmark
    public Session decodeClaims() {
        return ClaimsReader.read(parsed.claims(), parsed.claimsJson());
    }

    @Benchmark
    public SecurityIdentity writeSession() {
        return SessionIdentity.of(session);
    }

    private static String randomText(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes).substring(0, length);
    }
}
