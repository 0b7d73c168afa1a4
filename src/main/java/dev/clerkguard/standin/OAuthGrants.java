package dev.clerkguard.standin;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The access tokens and refresh tokens that OAuth applications were granted. */
final class OAuthGrants {
    private static final String CLIENT_ID = "client_id";

    private final IssuedCredentials accessTokens;
    private final Store<ObjectNode> refreshTokens;

    OAuthGrants(StandIn standIn) {
        this.accessTokens = new IssuedCredentials(standIn, CredentialKind.OAUTH_TOKEN);
        this.refreshTokens = standIn.resources(OAuthTokenResource.REFRESH_TOKENS);
    }

    /** An access token that can be used now: an opaque one, or a JWT. */
    Optional<ObjectNode> active(String accessToken) {
        return accessTokens
                .withSecret(accessToken)
                .map(accessTokens::json)
                .filter(token -> !token.path("revoked").asBoolean()
                        && !token.path("expired").asBoolean());
    }

    /**
     * Revokes the access tokens and refresh tokens of the user and the application.
     *
     * @param token an access token or a refresh token of the application
     * @return whether there is such a token
     */
    boolean revoke(String clientId, String token) {
        Optional<String> user = accessTokens
                .withSecret(token)
                .filter(known -> isOf(known, clientId))
                .map(known -> known.path("subject").asText())
                .or(() -> refreshTokens
                        .find(token)
                        .filter(known -> isOf(known, clientId))
                        .map(known -> known.path("user_id").asText()));
        user.ifPresent(id -> {
            accessTokens
                    .select(known -> isOf(known, clientId)
                            && known.path("subject").asText().equals(id))
                    .forEach(known -> accessTokens.revoke(known.path("id").asText(), Optional.empty()));
            refreshTokens
                    .select(known -> isOf(known, clientId)
                            && known.path("user_id").asText().equals(id))
                    .forEach(known -> refreshTokens.remove(known.path("id").asText()));
        });
        return user.isPresent();
    }

    private static boolean isOf(ObjectNode token, String clientId) {
        return token.path(CLIENT_ID).asText().equals(clientId);
    }
}
