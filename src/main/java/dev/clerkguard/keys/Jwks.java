package dev.clerkguard.keys;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

import dev.clerkguard.keys.KeysUnavailableException.Cause;

/**
 * Reads a JSON Web Key Set (RFC 7517, section 5). Ignores keys that cannot verify an RS256 signature: other key types and
 * uses, keys without an id, and RSA keys shorter than 2048 bits (RFC 7518, section 3.3).
 */
final class Jwks {
    static final int MIN_KEY_BITS = 2048;

    private Jwks() {}

    static SigningKeys read(byte[] body) throws KeysUnavailableException {
        List<JsonWebKey> all;
        try {
            all = new JsonWebKeySet(new String(body, StandardCharsets.UTF_8)).getJsonWebKeys();
        } catch (JoseException | RuntimeException e) {
            // jose4j throws any exception for a body with an unexpected structure. Its message can contain the body.
            throw new KeysUnavailableException(
                    Cause.NOT_A_JWKS, "the response of the JWKS endpoint is not a JSON Web Key Set");
        }
        Map<String, RSAPublicKey> usable = new HashMap<>();
        for (JsonWebKey key : all) {
            if (verifiesRs256(key)) {
                usable.put(key.getKeyId(), ((RsaJsonWebKey) key).getRsaPublicKey());
            }
        }
        if (usable.isEmpty()) {
            throw new KeysUnavailableException(
                    Cause.NO_USABLE_KEY, "the JWKS has no RSA signing key of 2048 bits or more with a key id");
        }
        return SigningKeys.ofJwks(usable);
    }

    private static boolean verifiesRs256(JsonWebKey key) {
        return key instanceof RsaJsonWebKey rsa
                && key.getKeyId() != null
                && (key.getUse() == null || Use.SIGNATURE.equals(key.getUse()))
                && (key.getAlgorithm() == null || AlgorithmIdentifiers.RSA_USING_SHA256.equals(key.getAlgorithm()))
                && rsa.getRsaPublicKey().getModulus().bitLength() >= MIN_KEY_BITS;
    }
}
