package dev.clerkguard.token;

import java.io.IOException;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.StrictJson;

/**
 * A JWS in compact serialisation (RFC 7515, section 7.1), parsed and not verified: its content cannot be trusted.
 *
 * @param serialized the token as the client sent it
 * @param header the JOSE header
 * @param claims the payload
 * @param claimsJson the payload's text
 */
public record CompactJwt(String serialized, ObjectNode header, ObjectNode claims, String claimsJson) {

    /** @throws RefusedException token-invalid for anything that is not two JSON objects and a signature, in base64url */
    public static CompactJwt parse(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw malformed("It does not have the three parts of a signed JWT.");
        }
        decode(token.substring(second + 1));
        try {
            ObjectNode header = StrictJson.readObject(StrictJson.text(decode(token.substring(0, first))));
            String claims = StrictJson.text(decode(token.substring(first + 1, second)));
            return new CompactJwt(token, header, StrictJson.readObject(claims), claims);
        } catch (IOException e) {
            // The parser's message quotes the token.
            throw malformed("Its header and its payload are not both a well-formed JSON object.");
        }
    }

    /** The header's member when it is a string, null when it is absent; refused when it is anything else. */
    public String headerText(String name) {
        JsonNode value = header.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw malformed("A member of its header has the wrong type.");
        }
        return value.textValue();
    }

    /**
     * RFC 7515, section 4.1. Members that contain a key (jwk, jku, x5u, x5c) are not read.
     *
     * @throws RefusedException when the header demands an extension, or another algorithm than RS256
     */
    public void requireRs256() {
        if (header.has("crit") || header.has("b64")) {
            throw new RefusedException(Reason.TOKEN_INVALID, "The token demands an extension that is not understood.");
        }
        if (!"RS256".equals(headerText("alg"))) {
            throw new RefusedException(Reason.TOKEN_INVALID_ALGORITHM, "The token's alg is not RS256.");
        }
    }

    /** Whether a claim is an id: visible ASCII only, because ids go into headers, addresses and logs. */
    public static boolean isId(JsonNode claim) {
        return claim.isTextual()
                && !claim.textValue().isEmpty()
                && claim.textValue().chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static byte[] decode(String part) {
        int inLastGroup = part.length() % 4;
        if (part.endsWith("=") || inLastGroup == 1) {
            throw malformed("Its parts are not base64url without padding.");
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw malformed("Its parts are not base64url without padding.");
        }
        if (inLastGroup != 0 && !canonicalEnd(part, bytes, inLastGroup)) {
            throw malformed("Its parts are not base64url in canonical form.");
        }
        return bytes;
    }

    /** The last character has unused bits. If they were allowed, one token would have several spellings. */
    private static boolean canonicalEnd(String part, byte[] bytes, int inLastGroup) {
        int rest = bytes.length % 3;
        byte[] lastGroup = new byte[rest];
        System.arraycopy(bytes, bytes.length - rest, lastGroup, 0, rest);
        String again = Base64.getUrlEncoder().withoutPadding().encodeToString(lastGroup);
        return part.endsWith(again) && again.length() == inLastGroup;
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Reason.TOKEN_INVALID, "The token is malformed. " + detail);
    }
}
