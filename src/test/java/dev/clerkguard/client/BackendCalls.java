package dev.clerkguard.client;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import java.util.List;

import io.smallrye.mutiny.Uni;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import dev.clerkguard.testing.ClerkStub;

/** What Clerk answers to a path, and what it received there. */
final class BackendCalls {
    private BackendCalls() {}

    static void answer(String path, ResponseDefinitionBuilder answer) {
        ClerkStub.server().stubFor(any(urlPathEqualTo(path)).willReturn(answer));
    }

    static List<LoggedRequest> received(String path) {
        return ClerkStub.server().findAll(anyRequestedFor(urlPathEqualTo(path)));
    }

    static <T> T await(Uni<T> call) {
        return call.await().indefinitely();
    }
}
