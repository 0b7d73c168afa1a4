package dev.clerkguard.machine;

import java.nio.charset.StandardCharsets;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

import dev.clerkguard.clerk.BackendApi;
import dev.clerkguard.clerk.BackendCall;
import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.BackendClient;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.TokenType;

/** Verifies opaque credentials with the Backend API: POST /v1/api_keys/verify and its siblings. Each call is billed. */
final class BackendCredentialVerifier implements CredentialVerifier {
    private final BackendApi api;
    private final BackendClient backend;
    private final VerificationResult result;
    private final MachineMetrics metrics;

    BackendCredentialVerifier(
            BackendApi api, BackendClient backend, VerificationResult result, MachineMetrics metrics) {
        this.api = api;
        this.backend = backend;
        this.result = result;
        this.metrics = metrics;
    }

    @Override
    public Uni<MachineCredential> verify(TokenType type, String secret) {
        BackendCall call = new BackendCall(
                operation(type),
                new RefusedException(
                        Reason.TOKEN_INVALID, "Clerk does not know this credential, or it is not for here."),
                VerificationResult::isOne,
                authorization -> {
                    metrics.called(type);
                    return request(type, authorization, secret);
                });
        return backend.verify(call).map(json -> result.read(type, json));
    }

    private Uni<RestResponse<byte[]>> request(TokenType type, String authorization, String secret) {
        return switch (type) {
            case API_KEY -> api.verifyApiKey(authorization, json("secret", secret));
            case M2M_TOKEN -> api.verifyM2mToken(authorization, json("token", secret));
            default -> api.verifyOAuthToken(authorization, json("access_token", secret));
        };
    }

    /** Clerk refuses a body with any other member. */
    private static byte[] json(String name, String secret) {
        return new JsonObject().put(name, secret).encode().getBytes(StandardCharsets.UTF_8);
    }

    private static Operation operation(TokenType type) {
        return switch (type) {
            case API_KEY -> Operation.VERIFY_API_KEY;
            case M2M_TOKEN -> Operation.VERIFY_M2M_TOKEN;
            default -> Operation.VERIFY_OAUTH_TOKEN;
        };
    }
}
