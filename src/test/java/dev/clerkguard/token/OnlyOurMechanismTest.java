package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JWTAuthMechanism;
import io.quarkus.smallrye.jwt.runtime.auth.MpJwtValidator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;

import dev.clerkguard.testing.ServiceTest;

/** Nothing in the service can verify a token with keys that it would fetch by itself. */
@QuarkusTest
@ServiceTest
class OnlyOurMechanismTest {
    @Inject
    @Any
    Instance<HttpAuthenticationMechanism> mechanisms;

    @Inject
    @Any
    Instance<IdentityProvider<?>> providers;

    @Test
    void smallRyeJwtMechanismAndProvider_areExcluded() {
        assertFalse(Arc.container().instance(JWTAuthMechanism.class).isAvailable());
        assertFalse(Arc.container().instance(MpJwtValidator.class).isAvailable());
    }

    @Test
    void oneMechanism_readsTheSessionToken() {
        List<String> reading = mechanisms.stream()
                .filter(one -> one.getCredentialTypes().contains(TokenAuthenticationRequest.class))
                .map(one -> one.getClass().getPackageName())
                .toList();
        assertEquals(List.of(SessionTokenMechanism.class.getPackageName()), reading);
    }

    @Test
    void oneProvider_verifiesTheSessionToken() {
        List<String> verifying = providers.stream()
                .filter(one -> one.getRequestType() == TokenAuthenticationRequest.class)
                .map(one -> one.getClass().getPackageName())
                .toList();
        assertEquals(List.of(SessionIdentityProvider.class.getPackageName()), verifying);
    }
}
