package dev.clerkguard.standin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the user has granted to a client, until the client exchanges the code for tokens (RFC 6749, section 4.1).
 *
 * @param challenge of PKCE, method S256 (RFC 7636)
 * @param resource for which the client wants the token (RFC 8707)
 * @param expiresAt in milliseconds since 1970
 */
record AuthorizationCode(
        String id,
        String clientId,
        String userId,
        String redirectUri,
        String challenge,
        String scope,
        Optional<String> resource,
        long expiresAt) {
    private static final long LIFETIME_MILLIS = 60_000;

    static AuthorizationCode create(
            String clientId,
            String userId,
            String redirectUri,
            String challenge,
            String scope,
            Optional<String> resource) {
        return new AuthorizationCode(
                Ids.create("code_"),
                clientId,
                userId,
                redirectUri,
                challenge,
                scope,
                resource,
                System.currentTimeMillis() + LIFETIME_MILLIS);
    }

    /** As the stand-in keeps it over a live reload. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("client_id", clientId)
                .put("user_id", userId)
                .put("redirect_uri", redirectUri)
                .put("challenge", challenge)
                .put("scope", scope)
                .put("resource", resource.orElse(null))
                .put("expires_at", expiresAt);
    }

    static AuthorizationCode of(ObjectNode json) {
        return new AuthorizationCode(
                json.path("id").asText(),
                json.path("client_id").asText(),
                json.path("user_id").asText(),
                json.path("redirect_uri").asText(),
                json.path("challenge").asText(),
                json.path("scope").asText(),
                Optional.ofNullable(json.path("resource").textValue()),
                json.path("expires_at").asLong());
    }

    /** Whether the client that exchanges the code is the one that asked for it. */
    boolean isFor(String client, String redirect, String verifier) {
        return clientId.equals(client)
                && redirectUri.equals(redirect)
                && challenge.equals(challenge(verifier))
                && System.currentTimeMillis() < expiresAt;
    }

    /** RFC 7636, section 4.2. */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
