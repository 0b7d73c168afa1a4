package dev.clerkguard.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

import dev.clerkguard.token.TokenType;

/** The part of the Backend API that verifies machine credentials. A credential that no test has stubbed is unknown. */
public final class MachineStub implements QuarkusTestResourceLifecycleManager {
    public static final String MACHINE_SECRET_KEY = "ak_machine_not_to_be_seen_anywhere";
    public static final String RESOURCE = "https://api.example.test/mcp";

    private static final WireMockServer SERVER = new WireMockServer(
            options().dynamicPort().asynchronousResponseEnabled(true).containerThreads(60));

    @Override
    public Map<String, String> start() {
        SERVER.start();
        SERVER.stubFor(
                post(urlPathMatching("/v1/.*/verify")).atPriority(10).willReturn(error(404, "resource_not_found")));
        Map<String, String> settings = new HashMap<>(Map.of(
                "clerk.jwt-key",
                ClerkStub.KEY.pem(),
                "clerk.issuer",
                Claims.ISSUER,
                "clerk.authorized-parties",
                Claims.ORIGIN,
                "clerk.api-url",
                SERVER.baseUrl(),
                "clerk.secret-key",
                ClerkStub.SECRET_KEY,
                // Short, so that a test waits briefly for the end of an outage.
                "clerk.backend.breaker.delay",
                "500ms",
                "clerk.machine.secret-key",
                MACHINE_SECRET_KEY,
                "clerk.protected-resource",
                RESOURCE,
                "clerk.protected-resource-scopes",
                "profile,email",
                "quarkus.management.port",
                "0"));
        // Another service, for which no server of its own is started: CookiesOnTest.
        settings.put("quarkus.rest-client.downstream.url", SERVER.baseUrl());
        settings.put("clerk.webhook.signing-secret", WebhookDelivery.SECRET);
        return settings;
    }

    @Override
    public void stop() {
        SERVER.stop();
    }

    public static WireMockServer server() {
        return SERVER;
    }

    /** A secret that looks like Clerk's and that the service has not seen. */
    public static String newSecret(TokenType type) {
        return prefix(type) + UUID.randomUUID().toString().replace("-", "") + "/x=";
    }

    private static String prefix(TokenType type) {
        return switch (type) {
            case API_KEY -> "ak_";
            case M2M_TOKEN -> "mt_";
            default -> "oat_";
        };
    }

    public static void answer(TokenType type, String secret, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlEqualTo(path(type)))
                .withRequestBody(
                        equalToJson(new JsonObject().put(member(type), secret).encode()))
                .withHeader("Content-Type", equalTo("application/json"))
                .withHeader("Clerk-API-Version", equalTo("2026-05-12"))
                .withHeader(
                        "Authorization",
                        equalTo("Bearer " + (type == TokenType.M2M_TOKEN ? MACHINE_SECRET_KEY : ClerkStub.SECRET_KEY)))
                .willReturn(answer));
    }

    /** Requests that verified this credential. */
    public static int calls(TokenType type, String secret) {
        return SERVER.countRequestsMatching(postRequestedFor(urlEqualTo(path(type)))
                        .withRequestBody(containing(secret))
                        .build())
                .getCount();
    }

    /** Requests that verified any credential. */
    public static int calls() {
        return SERVER.countRequestsMatching(
                        postRequestedFor(urlPathMatching("/v1/.*/verify")).build())
                .getCount();
    }

    private static String path(TokenType type) {
        return switch (type) {
            case API_KEY -> "/v1/api_keys/verify";
            case M2M_TOKEN -> "/v1/m2m_tokens/verify";
            default -> "/v1/oauth_applications/access_tokens/verify";
        };
    }

    private static String member(TokenType type) {
        return switch (type) {
            case API_KEY -> "secret";
            case M2M_TOKEN -> "token";
            default -> "access_token";
        };
    }

    /** A valid credential, as Clerk's API describes it. */
    public static JsonObject valid(TokenType type) {
        JsonObject json = new JsonObject()
                .put("id", prefix(type) + "0123456789abcdef0123456789abcdef")
                .put("subject", subject(type))
                .put(
                        "scopes",
                        new io.vertx.core.json.JsonArray().add("invoices:read").add("invoices:write"))
                .put("revoked", false)
                .put("revocation_reason", null)
                .put("expired", false)
                .put("expiration", null)
                .put("created_at", 1.7e12)
                .put("updated_at", 1700000000000L)
                .put("a_member_of_tomorrow", new JsonObject().put("x", 1));
        return switch (type) {
            case API_KEY ->
                json.put("object", "api_key")
                        .put("type", "api_key")
                        .put("name", "CI")
                        .put("claims", new JsonObject().put("tier", "gold"));
            case M2M_TOKEN -> json.put("object", "machine_to_machine_token").put("claims", null);
            default ->
                json.put("object", "clerk_idp_oauth_access_token")
                        .put("type", "oauth:access_token")
                        .put("client_id", "client_2abc");
        };
    }

    public static String subject(TokenType type) {
        return type == TokenType.M2M_TOKEN ? "mch_2abcDEF" : "user_2abcDEF";
    }

    public static ResponseDefinitionBuilder ok(JsonObject json) {
        return ClerkStub.json(json.encode());
    }

    public static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"errors\":[{\"message\":\"no\",\"long_message\":\"no\",\"code\":\"" + code + "\"}]}");
    }
}
