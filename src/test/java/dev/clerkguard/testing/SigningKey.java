package dev.clerkguard.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** A key pair with an id: signs tokens as Clerk does, and shows its public half as a JWKS or as PEM. */
public record SigningKey(String id, KeyPair pair) {
    private static final Map<List<Object>, String> SIGNED = new ConcurrentHashMap<>();

    /**
     * A key pair that all tests share, because making one takes a second. A test that needs another one takes
     * {@link #second} and {@link #third}.
     */
    public static SigningKey first(String id) {
        return shared("first", id);
    }

    public static SigningKey second(String id) {
        return shared("second", id);
    }

    public static SigningKey third(String id) {
        return shared("third", id);
    }

    /** In a system property, which the class loaders of all test applications see. */
    private static SigningKey shared(String name, String id) {
        String property = "test.signing-key." + name;
        synchronized (System.class) {
            if (System.getProperty(property) == null) {
                byte[] made = generate(id).pair.getPrivate().getEncoded();
                System.setProperty(property, Base64.getEncoder().encodeToString(made));
            }
        }
        try {
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(property));
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            RSAPublicKeySpec itsPublicHalf = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return new SigningKey(id, new KeyPair(rsa.generatePublic(itsPublicHalf), key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key pair that no other test has. */
    public static SigningKey generate(String id) {
        return generate(id, 2048);
    }

    public static SigningKey generate(String id, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new SigningKey(id, generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public static String jwks(SigningKey... keys) {
        JsonWebKeySet set = new JsonWebKeySet();
        for (SigningKey key : keys) {
            RsaJsonWebKey jwk = new RsaJsonWebKey(key.publicKey());
            jwk.setKeyId(key.id());
            jwk.setUse("sig");
            jwk.setAlgorithm("RS256");
            set.addJsonWebKey(jwk);
        }
        return set.toJson();
    }

    /** Signs any header and any payload text, right or wrong. RS256 makes the same signature again, so it is kept. */
    public String sign(Map<String, ?> header, String payload) {
        return "RS256".equals(header.get("alg"))
                ? SIGNED.computeIfAbsent(List.of(pair, Map.copyOf(header), payload), token -> signed(header, payload))
                : signed(header, payload);
    }

    private String signed(Map<String, ?> header, String payload) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(payload);
        header.forEach((name, value) -> jws.getHeaders().setObjectHeaderValue(name, value));
        jws.setKey(pair.getPrivate());
        jws.setDoKeyValidation(false);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A known attack: an HMAC whose secret is the public key, which is published. */
    public String hmacWithPublicKey(String header, String payload) {
        Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
        String input = base64url.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64url.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Mac hs256 = Mac.getInstance("HmacSHA256");
            hs256.init(new SecretKeySpec(pem().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] signature = hs256.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64url.encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half as a JWK's members. */
    public Map<String, Object> jwk() {
        return new RsaJsonWebKey(publicKey()).toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** Signs these bytes as header and payload with RS256, well-formed or not. */
    public String signBytes(byte[] header, byte[] payload) {
        Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
        String input = base64url.encodeToString(header) + "." + base64url.encodeToString(payload);
        try {
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(pair.getPrivate());
            rs256.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64url.encodeToString(rs256.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String sign(Map<String, ?> claims) {
        return sign(Map.of("alg", "RS256", "kid", id, "typ", "JWT"), JsonUtil.toJson(new java.util.HashMap<>(claims)));
    }
}
