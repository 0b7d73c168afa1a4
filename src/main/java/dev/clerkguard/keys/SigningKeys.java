package dev.clerkguard.keys;

import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys that verify session tokens. Immutable.
 *
 * <p>A key of a JWKS is found by its exact key id. A key given as PEM has no id and matches every id, as {@code jwtKey}
 * in Clerk's SDKs does.
 */
public final class SigningKeys {
    private final Map<String, RSAPublicKey> byId;
    private final Optional<RSAPublicKey> anyId;

    private SigningKeys(Map<String, RSAPublicKey> byId, Optional<RSAPublicKey> anyId) {
        this.byId = byId;
        this.anyId = anyId;
    }

    public static SigningKeys ofJwks(Map<String, RSAPublicKey> byId) {
        return new SigningKeys(Map.copyOf(byId), Optional.empty());
    }

    public static SigningKeys ofPem(RSAPublicKey key) {
        return new SigningKeys(Map.of(), Optional.of(key));
    }

    /** @param keyId the token's {@code kid}, or null when it has none */
    public Optional<RSAPublicKey> find(String keyId) {
        if (anyId.isPresent()) {
            return anyId;
        }
        return keyId == null ? Optional.empty() : Optional.ofNullable(byId.get(keyId));
    }

    /** The ids of the keys; empty for a PEM key. */
    public Set<String> ids() {
        return byId.keySet();
    }

    int size() {
        return anyId.isPresent() ? 1 : byId.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKeys that && byId.equals(that.byId) && anyId.equals(that.anyId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode() * 31 + anyId.hashCode();
    }
}
