package dev.clerkguard.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jose4j.json.JsonUtil;

/** The JWT forms of machine credentials as Clerk makes them, to be bent by a test. */
public final class MachineTokens {
    private final Map<String, Object> header = new HashMap<>();
    private final Map<String, Object> claims = new HashMap<>();

    private MachineTokens(Instant now) {
        header.put("alg", "RS256");
        header.put("kid", ClerkStub.KEY.id());
        claims.put("iss", Claims.ISSUER);
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond() - 10);
        claims.put("exp", now.getEpochSecond() + 3600);
    }

    public static MachineTokens m2m(Instant now) {
        return new MachineTokens(now)
                .header("typ", "JWT")
                .header("cat", "cl_B7d4PD333AAA")
                .with("sub", "mch_2abcDEF")
                .with("jti", "mt_0123")
                .with("scopes", "mch_a mch_b");
    }

    public static MachineTokens oauth(Instant now) {
        return new MachineTokens(now)
                .header("typ", "at+jwt")
                .with("sub", Claims.USER_ID)
                .with("client_id", "client_2abc")
                .with("jti", "oat_0123")
                .with("scope", "profile email");
    }

    public MachineTokens with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    public MachineTokens without(String claim) {
        claims.remove(claim);
        return this;
    }

    public MachineTokens header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public MachineTokens withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    public String signed() {
        return signedBy(ClerkStub.KEY);
    }

    public String signedBy(SigningKey key) {
        return key.sign(header, JsonUtil.toJson(claims));
    }
}
