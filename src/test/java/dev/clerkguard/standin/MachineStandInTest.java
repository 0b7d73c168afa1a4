package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The service verifies the machine credentials of the stand-in. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class MachineStandInTest {
    @ParameterizedTest
    @CsvSource({
        "type=api_key&user=grace&scope=invoices:read, api_key, user_grace",
        "type=api_key&organization=acme&scope=invoices:read, api_key, org_acme",
        "type=oauth_token&scope=invoices:read, oauth_token, user_ada",
        "type=oauth_token&scope=invoices:read&jwt=true, oauth_token, user_ada"
    })
    void issuedCredential_isAccepted(String query, String type, String subject) {
        String credential = given().get("/dev-clerk/credential?" + query).asString();

        whoami(credential)
                .statusCode(200)
                .body("tokenType", equalTo(type))
                .body("subject", equalTo(subject))
                .body("scopes", hasItem("invoices:read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&jwt=true"})
    void m2mToken_namesItsMachineAndReceivers(String form) {
        String token = given().get("/dev-clerk/credential?type=m2m_token&machine=reports&scope=billing" + form)
                .asString();

        whoami(token)
                .statusCode(200)
                .body("tokenType", equalTo("m2m_token"))
                .body("machineId", startsWith("mch_"))
                .body("scopes", hasItem(startsWith("mch_")));
    }

    @Test
    void apiKey_isCreatedListedAndRevoked() {
        JsonObject key = json(BackendRequests.post("/api_keys", """
                {"name":"CI","subject":"user_linus","scopes":["invoices:read"],"claims":{"tier":"gold"}}""").statusCode(200));
        String other = BackendRequests.post("/api_keys", "{\"name\":\"Other\",\"subject\":\"user_linus\"}")
                .extract()
                .path("id");
        whoami(key.getString("secret"))
                .statusCode(200)
                .body("id", equalTo(key.getString("id")))
                .body("name", equalTo("CI"))
                .body("claims.tier", equalTo("gold"));
        BackendRequests.get("/api_keys?subject=user_linus")
                .body("data.id", hasItems(key.getString("id"), other))
                .body("data[0].secret", nullValue());

        String unused = BackendRequests.post("/api_keys", "{\"name\":\"Unused\",\"subject\":\"user_linus\"}")
                .extract()
                .path("secret");
        String id = BackendRequests.post(
                        "/api_keys/verify",
                        new JsonObject().put("secret", unused).encode())
                .body("revoked", equalTo(false))
                .extract()
                .path("id");
        BackendRequests.post("/api_keys/" + id + "/revoke", "{\"revocation_reason\":\"lost\"}")
                .body("revoked", equalTo(true))
                .body("revocation_reason", equalTo("lost"));

        whoami(unused).statusCode(401).body("reason", equalTo("token-revoked"));
    }

    @Test
    void m2mToken_isAcceptedByTheMachinesOfItsScopesOnly() {
        JsonObject receiver = json(BackendRequests.post("/machines", "{\"name\":\"receiver\"}"));
        JsonObject stranger = json(BackendRequests.post("/machines", "{\"name\":\"stranger\"}"));
        JsonObject sender = json(BackendRequests.post(
                "/machines",
                new JsonObject()
                        .put("name", "sender")
                        .put("scoped_machines", new JsonArray().add(receiver.getString("id")))
                        .encode()));
        JsonObject token = json(BackendRequests.postAs(sender.getString("secret_key"), "/m2m_tokens", "{}"));
        String question =
                new JsonObject().put("token", token.getString("token")).encode();

        BackendRequests.postAs(receiver.getString("secret_key"), "/m2m_tokens/verify", question)
                .statusCode(200);
        BackendRequests.postAs(stranger.getString("secret_key"), "/m2m_tokens/verify", question)
                .statusCode(404);
        BackendRequests.postAs("ak_unknown", "/m2m_tokens/verify", question)
                .statusCode(401)
                .body("errors[0].code", equalTo("machine_secret_key_invalid"));
        BackendRequests.postAs(sender.getString("secret_key"), "/m2m_tokens/" + token.getString("id") + "/revoke", "{}")
                .body("revoked", equalTo(true));
        whoami(token.getString("token")).statusCode(401).body("reason", equalTo("token-revoked"));
    }

    @Test
    void replacedSecretKeyOfAMachine_isAcceptedForItsTimeOnly() {
        JsonObject machine = json(BackendRequests.post("/machines", "{\"name\":\"rotating\"}"));
        String path = "/machines/" + machine.getString("id") + "/secret_key/rotate";
        String first = machine.getString("secret_key");

        String second = json(BackendRequests.post(path, "{\"previous_token_ttl\":3600}"))
                .getString("secret");
        BackendRequests.postAs(first, "/m2m_tokens", "{}").statusCode(200);
        BackendRequests.postAs(second, "/m2m_tokens", "{}").statusCode(200);
        String third =
                json(BackendRequests.post(path, "{\"previous_token_ttl\":0}")).getString("secret");
        BackendRequests.postAs(second, "/m2m_tokens", "{}").statusCode(401);
        BackendRequests.postAs(third, "/m2m_tokens", "{}").statusCode(200);
        BackendRequests.post("/machines/mch_none/secret_key/rotate", "{}").statusCode(404);
    }

    @Test
    void reset_leavesTheEndpointsOfMachinesAtWork() {
        given().post("/dev-clerk/reset").then().statusCode(204);

        JsonObject machine = json(BackendRequests.post("/machines", "{\"name\":\"after a reset\"}"));
        BackendRequests.postAs(machine.getString("secret_key"), "/m2m_tokens", "{}")
                .statusCode(200);
    }

    @Test
    void wrongVerificationBody_isABadRequest() {
        BackendRequests.post("/api_keys/verify", "{\"secret\":\"ak_x\",\"other\":1}")
                .statusCode(400);
        BackendRequests.post("/api_keys/verify", "{\"secret\":\"sk_x\"}").statusCode(400);
        BackendRequests.post("/api_keys/verify", "{\"secret\":\"ak_unknown\"}").statusCode(404);
    }

    private static ValidatableResponse whoami(String credential) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/auth/whoami")
                .then();
    }

    private static JsonObject json(ValidatableResponse response) {
        return new JsonObject(response.extract().asString());
    }
}
