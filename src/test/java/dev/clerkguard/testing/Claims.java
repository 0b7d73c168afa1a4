package dev.clerkguard.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The claims of a session token as Clerk makes it, to be bent by a test. */
public final class Claims {
    public static final String ISSUER = "https://clerk.example.test";
    public static final String USER_ID = "user_2abcDEF";
    public static final String SESSION_ID = "sess_2abcDEF";
    public static final String ORIGIN = "https://app.example.test";

    private final Map<String, Object> claims = new HashMap<>();

    private Claims() {}

    /** Version 2, valid for a minute from {@code now}. */
    public static Claims at(Instant now) {
        return new Claims()
                .with("v", 2)
                .with("iss", ISSUER)
                .with("azp", ORIGIN)
                .with("sub", USER_ID)
                .with("sid", SESSION_ID)
                .with("iat", now.getEpochSecond())
                .with("nbf", now.getEpochSecond() - 10)
                .with("exp", now.getEpochSecond() + 60)
                .with("jti", "0123456789abcdef")
                .with("sts", "active")
                .with("fva", List.of(3, -1));
    }

    public static Claims now() {
        return at(Instant.now());
    }

    public Claims with(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public Claims without(String name) {
        claims.remove(name);
        return this;
    }

    public Map<String, Object> map() {
        return claims;
    }

    public String signedBy(SigningKey key) {
        return key.sign(claims);
    }
}
