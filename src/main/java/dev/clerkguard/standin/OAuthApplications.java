package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The OAuth applications of the instance, by client id. The member {@code client_secret} is not part of their JSON. */
final class OAuthApplications {
    static final String DEFAULT_SCOPES = "profile email";
    private static final String SECRET = "client_secret";

    private final StandIn standIn;
    private final Store<ObjectNode> store;

    OAuthApplications(StandIn standIn) {
        this.standIn = standIn;
        this.store = standIn.resources("oauth_application");
    }

    /**
     * @param isPublic whether it has no secret, because it could not keep one
     * @param dynamic whether the client has registered itself (RFC 7591)
     */
    ObjectNode create(String name, ArrayNode redirectUris, String scopes, boolean isPublic, boolean dynamic) {
        long now = System.currentTimeMillis();
        String clientId = Ids.create("client_");
        String base = standIn.config().issuer();
        ObjectNode application = JsonNodeFactory.instance
                .objectNode()
                .put("object", "oauth_application")
                .put("id", clientId)
                .put("instance_id", "ins_dev")
                .put("name", name)
                .put("client_id", clientId)
                .putNull("client_uri")
                .putNull("client_image_url")
                .put("dynamically_registered", dynamic)
                .put("consent_screen_enabled", true)
                .put("pkce_required", true)
                .put("public", isPublic)
                .put("scopes", scopes)
                .put("authorize_url", base + "/oauth/authorize")
                .put("token_fetch_url", base + "/oauth/token")
                .put("user_info_url", base + "/oauth/userinfo")
                .put("token_introspection_url", base + "/oauth/token_info")
                .put("discovery_url", base + "/.well-known/oauth-authorization-server")
                .put("created_at", now)
                .put("updated_at", now);
        application.set("redirect_uris", redirectUris);
        application.put(
                "callback_url",
                redirectUris.isEmpty() ? "" : redirectUris.get(0).asText());
        if (!isPublic) {
            application.put(SECRET, Ids.create(""));
        }
        return store.put(application);
    }

    List<ObjectNode> all() {
        return store.all();
    }

    Optional<ObjectNode> find(String clientId) {
        return store.find(clientId);
    }

    Optional<ObjectNode> update(String clientId, ObjectNode members) {
        return store.change(clientId, known -> Revision.of(known, application -> application.setAll(members)));
    }

    /** Another secret. A public client has none, and gets none. */
    Optional<ObjectNode> rotate(String clientId) {
        return find(clientId)
                .filter(application -> secret(application).isPresent())
                .flatMap(application ->
                        update(clientId, JsonNodeFactory.instance.objectNode().put(SECRET, Ids.create(""))));
    }

    /** By the client's id, and by its secret where it has one (RFC 6749, section 2.3.1). */
    Optional<ObjectNode> authenticated(String clientId, Optional<String> given) {
        return find(clientId)
                .filter(application ->
                        secret(application).map(Optional::of).map(given::equals).orElse(true));
    }

    Optional<ObjectNode> remove(String clientId) {
        return store.remove(clientId);
    }

    /** Empty for a public client. */
    static Optional<String> secret(ObjectNode application) {
        return Optional.ofNullable(application.path(SECRET).textValue());
    }

    /** The whole URI must be the same (RFC 9700, section 2.1); the port of a loopback address may differ (RFC 8252). */
    static boolean hasRedirectUri(ObjectNode application, String uri) {
        for (JsonNode registered : application.path("redirect_uris")) {
            if (withoutLoopbackPort(registered.asText()).equals(withoutLoopbackPort(uri))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutLoopbackPort(String uri) {
        return uri.replaceFirst("^(http://(?:127\\.0\\.0\\.1|\\[::1])):\\d+(?=/|$)", "$1");
    }

    static ObjectNode json(ObjectNode application) {
        ObjectNode json = application.deepCopy();
        json.remove(SECRET);
        return json;
    }
}
