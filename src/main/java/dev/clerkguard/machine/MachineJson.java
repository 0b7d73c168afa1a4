package dev.clerkguard.machine;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.clerkguard.token.TokenType;

/** A machine credential as JSON, with the members of Clerk's auth object of its kind. Absent values are null. */
final class MachineJson {
    private MachineJson() {}

    static byte[] of(MachineCredential credential) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("tokenType", credential.tokenType().code());
        body.put("id", credential.id().orElse(null));
        if (credential.tokenType() != TokenType.M2M_TOKEN) {
            body.put("name", credential.name().orElse(null));
        }
        body.put("subject", credential.subject());
        switch (credential.tokenType()) {
            case API_KEY ->
                body.put("userId", credential.userId().orElse(null))
                        .put("orgId", credential.organizationId().orElse(null));
            case M2M_TOKEN -> body.put("machineId", credential.subject());
            default ->
                body.put("userId", credential.userId().orElse(null))
                        .put("clientId", credential.clientId().orElse(null));
        }
        credential.scopes().forEach(body.putArray("scopes")::add);
        if (credential.tokenType() != TokenType.OAUTH_TOKEN) {
            if (credential.claimsJson().isPresent()) {
                body.putRawValue("claims", new RawValue(credential.claimsJson().get()));
            } else {
                body.putNull("claims");
            }
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
