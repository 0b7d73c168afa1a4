package dev.clerkguard.standin;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sign-ins, sign-ups and step-ups as the Frontend API gives them. */
final class AttemptJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    private AttemptJson() {}

    static ObjectNode signIn(SignInAttempt attempt, User person) {
        ObjectNode json = JSON.objectNode()
                .put("object", "sign_in")
                .put("id", attempt.id())
                .put("status", attempt.status())
                .put("identifier", attempt.identifier());
        json.putArray("supported_identifiers").add("email_address").add("username");
        json.set("supported_first_factors", firstFactors(person));
        json.set("supported_second_factors", secondFactors(person));
        json.set("first_factor_verification", attempt.prepared() ? emailCode("unverified") : JSON.nullNode());
        json.putNull("second_factor_verification");
        ObjectNode user = json.putObject("user_data");
        for (String name : new String[] {"first_name", "last_name", "image_url", "has_image"}) {
            user.set(name, person.json().path(name));
        }
        return json.put("created_session_id", attempt.sessionId().orElse(null));
    }

    static ObjectNode signUp(SignUpAttempt attempt) {
        boolean complete = attempt.complete();
        ObjectNode json = JSON.objectNode()
                .put("object", "sign_up")
                .put("id", attempt.id())
                .put("status", complete ? "complete" : "missing_requirements");
        json.putArray("required_fields").add("email_address").add("password");
        json.putArray("optional_fields").add("first_name").add("last_name").add("username");
        ArrayNode missing = json.putArray("missing_fields");
        attempt.missingFields().forEach(missing::add);
        ArrayNode unverified = json.putArray("unverified_fields");
        if (!attempt.verified()) {
            unverified.add("email_address");
        }
        for (String name : new String[] {"email_address", "first_name", "last_name", "username"}) {
            json.put(name, attempt.field(name).orElse(null));
        }
        json.putNull("phone_number").putNull("web3_wallet").putNull("external_account");
        json.put("has_password", attempt.field("password").isPresent());
        json.putObject("unsafe_metadata");
        ObjectNode verification = emailCode(attempt.verified() ? "verified" : "unverified");
        if (!attempt.prepared()) {
            // With a strategy, @clerk/ui takes the code for sent and asks for none.
            verification.putNull("strategy");
        }
        verification.put("next_action", attempt.prepared() ? "needs_attempt" : "needs_prepare");
        verification.putArray("supported_strategies").add("email_code");
        json.putObject("verifications")
                .putNull("phone_number")
                .putNull("external_account")
                .putNull("web3_wallet")
                .set("email_address", verification);
        return json.put("created_user_id", attempt.userId().orElse(null))
                .put("created_session_id", attempt.sessionId().orElse(null))
                .putNull("abandon_at")
                .putNull("legal_accepted_at")
                .putNull("locale");
    }

    /** @param session the whole session, as the Frontend API gives it */
    static ObjectNode stepUp(StepUp stepUp, ObjectNode session, User person) {
        ObjectNode json = JSON.objectNode()
                .put("object", "session_verification")
                .put("id", "sver_" + session.path("id").asText())
                .put("status", stepUp.status())
                .put("level", stepUp.level());
        json.set("session", session);
        json.set("supported_first_factors", firstFactors(person));
        json.set("supported_second_factors", secondFactors(person));
        return json.putNull("first_factor_verification").putNull("second_factor_verification");
    }

    private static ArrayNode firstFactors(User person) {
        ArrayNode factors = JSON.arrayNode();
        if (person.password().isPresent()) {
            factors.addObject().put("strategy", "password");
        }
        String primary = person.json().path("primary_email_address_id").asText();
        for (JsonNode address : person.json().path("email_addresses")) {
            factors.addObject()
                    .put("strategy", "email_code")
                    .put("email_address_id", address.path("id").asText())
                    .put("safe_identifier", address.path("email_address").asText())
                    .put("primary", address.path("id").asText().equals(primary));
        }
        return factors;
    }

    private static JsonNode secondFactors(User person) {
        if (!person.hasSecondFactor()) {
            return JSON.nullNode();
        }
        ArrayNode factors = JSON.arrayNode();
        factors.addObject().put("strategy", "totp");
        factors.addObject().put("strategy", "backup_code");
        return factors;
    }

    private static ObjectNode emailCode(String status) {
        return JSON.objectNode()
                .put("object", "verification_email_code")
                .put("status", status)
                .put("strategy", "email_code")
                .put("attempts", 0)
                .put("expire_at", System.currentTimeMillis() + CODE_LIFETIME.toMillis());
    }
}
