package dev.clerkguard.client;

import static dev.clerkguard.client.BackendCalls.answer;
import static dev.clerkguard.client.BackendCalls.await;
import static dev.clerkguard.client.BackendCalls.received;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

/** Each call of the client, with its method, path, answer and the body that Clerk receives. */
@QuarkusTest
@ServiceTest
class ClerkCallsTest {
    private static final String ORGANIZATION =
            "{\"id\":\"%s\",\"name\":\"Acme\",\"slug\":\"acme\",\"public_metadata\":{\"a\":1},\"members_count\":3,\"new\":[{}]}";
    private static final String MEMBERSHIP =
            "{\"id\":\"orgmem_1\",\"role\":\"org:admin\",\"organization\":{\"id\":\"org_1\"},\"public_user_data\":{\"user_id\":\"user_1\"}}";

    @Inject
    Clerk clerk;

    static Stream<Arguments> calls() {
        String organization = ORGANIZATION.formatted("org_1");
        String invitation = "{\"id\":\"inv_1\",\"email_address\":\"a@example.test\",\"status\":\"pending\"}";
        String session = "{\"id\":\"sess_1\",\"user_id\":\"user_1\",\"status\":\"active\"}";
        var metadata = JsonNodeFactory.instance.objectNode().put("tier", 2);
        PageRequest page = PageRequest.first(10);
        return Stream.of(
                call(
                        "PATCH",
                        "/v1/users/user_9/metadata",
                        "{\"id\":\"user_9\"}",
                        "{\"public_metadata\":{\"tier\":2}}",
                        clerk -> clerk.users().mergePublicMetadata("user_9", metadata)),
                call("POST", "/v1/users/user_9/unban", "{\"id\":\"user_9\"}", "", clerk -> clerk.users()
                        .unban("user_9")),
                call("GET", "/v1/organizations/acme", organization, "", clerk -> clerk.organizations()
                        .get("acme")),
                call(
                        "POST",
                        "/v1/organizations",
                        organization,
                        "{\"name\":\"Acme\",\"created_by\":\"user_1\"}",
                        clerk -> clerk.organizations().create("Acme", "user_1")),
                call(
                        "PATCH",
                        "/v1/organizations/org_1/metadata",
                        organization,
                        "{\"public_metadata\":{\"tier\":2}}",
                        clerk -> clerk.organizations().mergePublicMetadata("org_1", metadata)),
                call(
                        "DELETE",
                        "/v1/organizations/org_1",
                        "{\"id\":\"org_1\",\"deleted\":true}",
                        "",
                        clerk -> clerk.organizations().delete("org_1")),
                call(
                        "GET",
                        "/v1/organizations/org_1/memberships",
                        "{\"data\":[" + MEMBERSHIP + "],\"total_count\":1}",
                        "",
                        clerk -> clerk.memberships().ofOrganization("org_1", page)),
                call(
                        "GET",
                        "/v1/users/user_1/organization_memberships",
                        "{\"data\":[" + MEMBERSHIP + "]}",
                        "",
                        clerk -> clerk.memberships().ofUser("user_1", page)),
                call(
                        "POST",
                        "/v1/organizations/org_1/memberships",
                        MEMBERSHIP,
                        "{\"user_id\":\"user_1\",\"role\":\"org:admin\"}",
                        clerk -> clerk.memberships().create("org_1", "user_1", "org:admin")),
                call(
                        "PATCH",
                        "/v1/organizations/org_1/memberships/user_1",
                        MEMBERSHIP,
                        "{\"role\":\"org:admin\"}",
                        clerk -> clerk.memberships().changeRole("org_1", "user_1", "org:admin")),
                call(
                        "DELETE",
                        "/v1/organizations/org_1/memberships/user_1",
                        MEMBERSHIP,
                        "",
                        clerk -> clerk.memberships().delete("org_1", "user_1")),
                call("GET", "/v1/sessions", "[" + session + "]", "", clerk -> clerk.sessions()
                        .activeOfUser("user_1", page)),
                call("GET", "/v1/sessions/sess_1", session, "", clerk -> clerk.sessions()
                        .get("sess_1")),
                call("GET", "/v1/invitations", "[" + invitation + "]", "", clerk -> clerk.invitations()
                        .pending(page)),
                call(
                        "POST",
                        "/v1/invitations",
                        invitation,
                        "{\"email_address\":\"a@example.test\",\"redirect_url\":\"https://app.example.test\"}",
                        clerk -> clerk.invitations().create("a@example.test", "https://app.example.test")),
                call("POST", "/v1/invitations/inv_1/revoke", invitation, "", clerk -> clerk.invitations()
                        .revoke("inv_1")),
                call(
                        "GET",
                        "/v1/organizations/org_1/invitations",
                        "{\"data\":[" + invitation + "]}",
                        "",
                        clerk -> clerk.invitations().pendingOfOrganization("org_1", page)),
                call(
                        "POST",
                        "/v1/organizations/org_1/invitations",
                        invitation,
                        "{\"email_address\":\"a@example.test\",\"role\":\"org:member\",\"inviter_user_id\":\"user_1\"}",
                        clerk -> clerk.invitations()
                                .createForOrganization("org_1", "a@example.test", "org:member", "user_1")),
                call(
                        "POST",
                        "/v1/organizations/org_1/invitations/inv_1/revoke",
                        invitation,
                        "{\"requesting_user_id\":\"user_1\"}",
                        clerk -> clerk.invitations().revokeOfOrganization("org_1", "inv_1", "user_1")));
    }

    interface Call {
        Uni<?> of(Clerk clerk);
    }

    private static Arguments call(String method, String path, String answer, String body, Call call) {
        return Arguments.of(method, path, answer, body, call);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_hasClerksMethodPathAndBody(String method, String path, String answer, String body, Call call) {
        answer(path, ClerkStub.json(answer));

        Object result = await(call.of(clerk));

        List<LoggedRequest> calls = received(path);
        LoggedRequest last = calls.get(calls.size() - 1);
        assertEquals(method, last.getMethod().getName());
        assertEquals(body, last.getBodyAsString());
        if (result instanceof Page<?> page) {
            assertEquals(1, page.items().size());
            assertEquals(Optional.empty(), page.next());
        }
    }
}
