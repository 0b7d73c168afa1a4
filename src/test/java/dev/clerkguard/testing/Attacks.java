package dev.clerkguard.testing;

import static dev.clerkguard.problem.Reason.JWK_KID_MISMATCH;
import static dev.clerkguard.problem.Reason.SESSION_PENDING;
import static dev.clerkguard.problem.Reason.TOKEN_EXPIRED;
import static dev.clerkguard.problem.Reason.TOKEN_IAT_IN_THE_FUTURE;
import static dev.clerkguard.problem.Reason.TOKEN_INVALID;
import static dev.clerkguard.problem.Reason.TOKEN_INVALID_ALGORITHM;
import static dev.clerkguard.problem.Reason.TOKEN_INVALID_AUTHORIZED_PARTIES;
import static dev.clerkguard.problem.Reason.TOKEN_INVALID_ISSUER;
import static dev.clerkguard.problem.Reason.TOKEN_INVALID_SIGNATURE;
import static dev.clerkguard.problem.Reason.TOKEN_NOT_ACTIVE_YET;
import static dev.clerkguard.problem.Reason.TOKEN_TYPE_MISMATCH;
import static dev.clerkguard.problem.Reason.TOKEN_VERIFICATION_FAILED;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jose4j.json.JsonUtil;

import dev.clerkguard.problem.Reason;

/**
 * Every way that we know of to get past the verification, with real signatures wherever a signature is not the point.
 * The keys that the service trusts are those of {@link ClerkStub}.
 */
public final class Attacks {
    private static final SigningKey TRUSTED = ClerkStub.KEY;
    /** Names the trusted key and is another. */
    private static final SigningKey FORGER = SigningKey.second(TRUSTED.id());

    private static final SigningKey STRANGER = SigningKey.third("ins_of_a_stranger");
    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"" + TRUSTED.id() + "\",\"typ\":\"JWT\"}";

    private final List<Attack> attacks = new ArrayList<>();
    private final Instant now = Instant.now();
    private final String claims = JsonUtil.toJson(Claims.at(now).map());
    private final String valid = token(HEADER, claims);

    private Attacks() {}

    /** Tokens made now: to be used within a minute. */
    public static List<Attack> all() {
        Attacks table = new Attacks();
        table.shape();
        table.json();
        table.header();
        table.algorithm();
        table.machineTokens();
        table.keyIds();
        table.signature();
        table.identity();
        table.issuerAndParty();
        table.times();
        return List.copyOf(table.attacks);
    }

    private void shape() {
        String[] parts = valid.split("\\.");
        refused("no JWT at all", TOKEN_INVALID, "garbage");
        refused("two parts", TOKEN_INVALID, parts[0] + "." + parts[1]);
        refused("four parts", TOKEN_INVALID, valid + ".e30");
        refused("five parts, as an encrypted JWT", TOKEN_INVALID, valid + ".e30.e30");
        refused("three empty parts", TOKEN_INVALID, "..");
        refused("padded header", TOKEN_INVALID, parts[0] + "=." + parts[1] + "." + parts[2]);
        refused("padded payload", TOKEN_INVALID, parts[0] + "." + parts[1] + "==." + parts[2]);
        refused("padded signature", TOKEN_INVALID, valid + "==");
        refused("base64 instead of base64url", TOKEN_INVALID, parts[0] + "." + parts[1] + ".+/" + parts[2]);
        refused("a part of an impossible length", TOKEN_INVALID, valid + "AAA");
        refused("a second spelling of the signature", TOKEN_INVALID, lastCharacterPlusOne(valid));
        refused("NUL after the token", TOKEN_INVALID, valid + "\0");
        refused("NUL in the header", TOKEN_INVALID, "\0" + valid);
        refused("line break in the token", TOKEN_INVALID, parts[0] + ".\r\n" + parts[1] + "." + parts[2]);
        refused("letters beyond ASCII", TOKEN_INVALID, valid + "é\u0416\ud83d\ude00");
        refused("a lone surrogate", TOKEN_INVALID, valid + "\ud800");
    }

    private void json() {
        refused("header is no JSON", TOKEN_INVALID, token("alg", claims));
        refused("header is an array", TOKEN_INVALID, token("[" + HEADER + "]", claims));
        refused("header with something after it", TOKEN_INVALID, token(HEADER + "{}", claims));
        refused("payload is empty", TOKEN_INVALID, token(HEADER, ""));
        refused("payload is a string", TOKEN_INVALID, token(HEADER, "\"user\""));
        refused("payload is null", TOKEN_INVALID, token(HEADER, "null"));
        refused("payload with something after it", TOKEN_INVALID, token(HEADER, claims + claims));
        refused("alg twice", TOKEN_INVALID, token("{\"alg\":\"none\"," + HEADER.substring(1), claims));
        refused("sub twice", TOKEN_INVALID, token(HEADER, with("\"sub\":\"user_other\"")));
        refused("a member twice, inside", TOKEN_INVALID, token(HEADER, with("\"o\":{\"id\":\"a\",\"id\":\"b\"}")));
        refused("2,000 deep", TOKEN_INVALID, token(HEADER, with("\"x\":" + "[".repeat(2000) + "]".repeat(2000))));
        refused("header 2,000 deep", TOKEN_INVALID, token("{\"a\":".repeat(2000) + "1" + "}".repeat(2000), claims));
        refused("a number of 4,000 digits", TOKEN_INVALID, token(HEADER, with("\"x\":" + "9".repeat(4000))));
        refused("exponent beyond any number type", TOKEN_INVALID, token(HEADER, with("\"x\":1e99999999999")));
        refused("NaN", TOKEN_INVALID, token(HEADER, with("\"x\":NaN")));
        refused("comment", TOKEN_INVALID, token(HEADER, with("/* */\"x\":1")));
        refused("byte order mark", TOKEN_INVALID, token(HEADER, "\ufeff" + claims));
        refused("UTF-16", TOKEN_INVALID, bytes(HEADER, claims.getBytes(StandardCharsets.UTF_16BE)));
        refused(
                "invalid UTF-8",
                TOKEN_INVALID,
                bytes(HEADER, with("\"x\":\"é\"").getBytes(StandardCharsets.ISO_8859_1)));
        refused("NUL in the JSON", TOKEN_INVALID, token(HEADER, with("\"x\":\"\0\"")));
    }

    private void header() {
        refused("numeric typ", TOKEN_INVALID, token(headerWith("typ", 1), claims));
        refused("typ null", TOKEN_INVALID, token("{\"alg\":\"RS256\",\"typ\":null}", claims));
        refused("typ of something else", TOKEN_INVALID, token(headerWith("typ", "dpop+jwt"), claims));
        refused("numeric alg", TOKEN_INVALID, token(headerWith("alg", 256), claims));
        refused("kid as an object", TOKEN_INVALID, token(headerWith("kid", Map.of("a", "b")), claims));
        refused("numeric cat", TOKEN_INVALID, token(headerWith("cat", 1), claims));
        refused("unknown crit", TOKEN_INVALID, token(headerWith("crit", List.of("x-unknown")), claims));
        refused("empty crit", TOKEN_INVALID, token(headerWith("crit", List.of()), claims));
        refused("b64 false", TOKEN_INVALID, token(headerWith("b64", false), claims));
        refused("a JWT inside the JWT", TOKEN_INVALID, token(headerWith("cty", "JWT"), claims));
    }

    private void algorithm() {
        String[] parts = valid.split("\\.");
        for (String alg : List.of("none", "None", "HS256", "RS384", "RS512", "PS256", "ES256", "EdDSA", "rs256", "")) {
            refused("alg " + alg, TOKEN_INVALID_ALGORITHM, token(headerWith("alg", alg), claims));
        }
        refused("no alg", TOKEN_INVALID_ALGORITHM, token("{\"typ\":\"JWT\"}", claims));
        refused(
                "alg none without a signature",
                TOKEN_INVALID_ALGORITHM,
                base64url(headerWith("alg", "none")) + "." + parts[1] + ".");
        refused(
                "HS256 with the public key as its secret",
                TOKEN_INVALID_ALGORITHM,
                TRUSTED.hmacWithPublicKey(headerWith("alg", "HS256"), claims));
        for (String alg : List.of("RS512", "PS256")) {
            refused(
                    alg + " with the right key",
                    TOKEN_INVALID_ALGORITHM,
                    TRUSTED.sign(Map.of("alg", alg, "kid", TRUSTED.id()), claims));
        }
    }

    private void machineTokens() {
        for (String typ : List.of("at+jwt", "application/at+jwt", "AT+JWT")) {
            refused("typ " + typ, TOKEN_TYPE_MISMATCH, token(headerWith("typ", typ), claims));
        }
        for (String cat : List.of("cl_B7d4PD222AAA", "cl_B7d4PD333AAA", "unheard of")) {
            refused("cat " + cat, TOKEN_TYPE_MISMATCH, token(headerWith("cat", cat), claims));
        }
        bent("a machine's subject", TOKEN_TYPE_MISMATCH, Claims.at(now).with("sub", "mch_2abc"));
        for (String prefix : List.of("ak_", "mt_", "oat_")) {
            refused("an opaque token, " + prefix, TOKEN_TYPE_MISMATCH, prefix + "0123456789abcdef");
        }
    }

    private void keyIds() {
        refused("no kid", JWK_KID_MISMATCH, token("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", claims));
        refused("kid of 2,000 letters", JWK_KID_MISMATCH, token(headerWith("kid", "k".repeat(2000)), claims));
        for (String kid :
                List.of("../../../../dev/null", "' OR 1=1 --", "http://127.0.0.1:1/", "\0", "${jndi:x}", "")) {
            attacks.add(new Attack("kid " + kid, token(headerWith("kid", kid), claims), JWK_KID_MISMATCH, true));
        }
        attacks.add(new Attack("a stranger's key", STRANGER.sign(Claims.at(now).map()), JWK_KID_MISMATCH, true));
    }

    private void signature() {
        String[] parts = valid.split("\\.");
        String forged = base64url(claims.replace(Claims.USER_ID, "user_admin"));
        refused(
                "forged with another key",
                TOKEN_INVALID_SIGNATURE,
                FORGER.sign(Claims.at(now).map()));
        refused("another payload", TOKEN_INVALID_SIGNATURE, parts[0] + "." + forged + "." + parts[2]);
        refused("no signature", TOKEN_INVALID_SIGNATURE, parts[0] + "." + parts[1] + ".");
        refused("half a signature", TOKEN_INVALID_SIGNATURE, valid.substring(0, valid.length() - 174));
        refused("a signature of zeros", TOKEN_INVALID_SIGNATURE, parts[0] + "." + parts[1] + "." + "A".repeat(342));
        refused(
                "too long a signature",
                TOKEN_INVALID_SIGNATURE,
                valid.substring(0, valid.length() - 2) + "A".repeat(6));
        Map<String, Object> itsOwnKeys = Map.of(
                "jwk",
                FORGER.jwk(),
                "jku",
                "http://127.0.0.1:1/jwks.json",
                "x5u",
                "http://127.0.0.1:1/chain.pem",
                "x5c",
                List.of("MIIB"));
        itsOwnKeys.forEach((name, value) -> refused(
                "brings its key along: " + name,
                TOKEN_INVALID_SIGNATURE,
                FORGER.signBytes(utf8(headerWith(name, value)), utf8(claims))));
        refused(
                "forged and expired: the signature is judged first",
                TOKEN_INVALID_SIGNATURE,
                FORGER.sign(Claims.at(now.minusSeconds(600)).map()));
    }

    private void identity() {
        for (Object sub : List.of("", "user_", "org_1", "User_1", 1, List.of("user_1"), "user_1\r\nX: y", "user_\0")) {
            bent("sub " + sub, TOKEN_VERIFICATION_FAILED, Claims.at(now).with("sub", sub));
        }
        bent("no sub", TOKEN_VERIFICATION_FAILED, Claims.at(now).without("sub"));
        for (Object sid : List.of("", 1, "sess_1 sess_2", "sess_\n")) {
            bent("sid " + sid, TOKEN_VERIFICATION_FAILED, Claims.at(now).with("sid", sid));
        }
        bent("no sid", TOKEN_VERIFICATION_FAILED, Claims.at(now).without("sid"));
        bent("pending", SESSION_PENDING, Claims.at(now).with("sts", "pending"));
    }

    private void issuerAndParty() {
        bent("no iss", TOKEN_INVALID_ISSUER, Claims.at(now).without("iss"));
        for (Object iss : List.of("https://evil.example", Claims.ISSUER + "/", List.of(Claims.ISSUER), 1)) {
            bent("iss " + iss, TOKEN_INVALID_ISSUER, Claims.at(now).with("iss", iss));
        }
        bent("no azp", TOKEN_INVALID_AUTHORIZED_PARTIES, Claims.at(now).without("azp"));
        for (Object azp : List.of(
                "https://evil.example",
                Claims.ORIGIN + ".evil.example",
                Claims.ORIGIN.toUpperCase(java.util.Locale.ROOT),
                List.of(Claims.ORIGIN),
                "")) {
            bent("azp " + azp, TOKEN_INVALID_AUTHORIZED_PARTIES, Claims.at(now).with("azp", azp));
        }
    }

    private void times() {
        bent("expired", TOKEN_EXPIRED, Claims.at(now.minusSeconds(600)));
        bent(
                "expired before the beginning of time",
                TOKEN_EXPIRED,
                Claims.at(now).with("exp", -1));
        bent("no exp", TOKEN_VERIFICATION_FAILED, Claims.at(now).without("exp"));
        for (String exp :
                List.of("\"9999999999\"", "null", "true", "1e400", "1e999999999", "-9223372036854775808", "[]")) {
            refused(
                    "exp " + exp,
                    TOKEN_VERIFICATION_FAILED,
                    token(HEADER, claims.replaceFirst("\"exp\":\\d+", "\"exp\":" + exp)));
        }
        bent("nbf in the future", TOKEN_NOT_ACTIVE_YET, Claims.at(now).with("nbf", now.getEpochSecond() + 3600));
        bent("nbf as text", TOKEN_VERIFICATION_FAILED, Claims.at(now).with("nbf", "0"));
        bent("iat in the future", TOKEN_IAT_IN_THE_FUTURE, Claims.at(now).with("iat", now.getEpochSecond() + 3600));
        bent("iat as text", TOKEN_VERIFICATION_FAILED, Claims.at(now).with("iat", "0"));
    }

    private void refused(String name, Reason reason, String token) {
        attacks.add(Attack.of(name.replaceAll("\\p{Cntrl}", "\\\\"), reason, token));
    }

    private void bent(String name, Reason reason, Claims bent) {
        refused(name, reason, TRUSTED.sign(bent.map()));
    }

    private String with(String member) {
        return "{" + member + "," + claims.substring(1);
    }

    private static String headerWith(String name, Object value) {
        Map<String, Object> header = new java.util.HashMap<>(Map.of("alg", "RS256", "kid", TRUSTED.id(), "typ", "JWT"));
        header.put(name, value);
        return JsonUtil.toJson(header);
    }

    private static String token(String header, String payload) {
        return TRUSTED.signBytes(utf8(header), utf8(payload));
    }

    private static String bytes(String header, byte[] payload) {
        return TRUSTED.signBytes(utf8(header), payload);
    }

    /** The last character of a 256-byte signature carries four bits that belong to no byte. */
    private static String lastCharacterPlusOne(String token) {
        int last = token.length() - 1;
        return token.substring(0, last) + (char) (token.charAt(last) + 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(text));
    }
}
