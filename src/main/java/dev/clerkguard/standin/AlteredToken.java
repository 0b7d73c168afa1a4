package dev.clerkguard.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes a valid token: adds one fault, for which the service refuses it, or an audience. */
final class AlteredToken {
    private static final int BITS = 2048;

    private final ObjectMapper mapper;
    private final RsaJsonWebKey key;

    AlteredToken(ObjectMapper mapper, RsaJsonWebKey key) {
        this.mapper = mapper;
        this.key = key;
    }

    String of(String good, TokenFault fault) {
        String[] parts = good.split("\\.");
        ObjectNode header = json(parts[0]);
        ObjectNode claims = json(parts[1]);
        fault.apply(header, claims);
        return switch (fault) {
            case UNSIGNED -> base64url(header) + "." + base64url(claims) + ".";
            case CUT_OFF -> parts[0] + "." + parts[1];
            case WRONG_KEY -> signed(header, claims, otherKey());
            default -> signed(header, claims, key);
        };
    }

    /** The same token for an audience, which a session token has only when a JWT template sets it. */
    String forAudience(String good, String audience) {
        String[] parts = good.split("\\.");
        return signed(json(parts[0]), json(parts[1]).put("aud", audience), key);
    }

    private static String signed(ObjectNode header, ObjectNode claims, RsaJsonWebKey key) {
        JsonWebSignature jws = new JsonWebSignature();
        header.properties()
                .forEach(member ->
                        jws.setHeader(member.getKey(), member.getValue().asText()));
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toString());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The stand-in cannot sign", e);
        }
    }

    private static RsaJsonWebKey otherKey() {
        try {
            return RsaJwkGenerator.generateJwk(BITS);
        } catch (JoseException e) {
            throw new IllegalStateException("RSA is part of every Java", e);
        }
    }

    private ObjectNode json(String part) {
        try {
            return (ObjectNode) mapper.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new IllegalStateException("The stand-in's token is not JSON", e);
        }
    }

    private static String base64url(ObjectNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
