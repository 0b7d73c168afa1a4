package dev.clerkguard.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class AuthenticationPreparationTest {
    /** After authentication was prepared. */
    private static final int LATER = -180;

    @Inject
    Observed observed;

    /** What the other handlers of a request find. */
    @ApplicationScoped
    static class Observed {
        private Router router;
        private volatile Object identity;

        void register(@Observes Router mainRouter) {
            router = mainRouter;
            PublicRoutes.mark(mainRouter.route().order(LATER)).handler(routing -> {
                identity = routing.get(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
                routing.next();
            });
        }

        Object identity() {
            return identity;
        }

        List<String> routes() {
            return router.getRoutes().stream().map(Object::toString).toList();
        }
    }

    @Test
    void secondRequest_passesNoHandlerOfQuarkusAuthentication() {
        given().get("/").then().statusCode(200);
        given().get("/").then().statusCode(200);

        assertInstanceOf(DeferredIdentity.class, observed.identity());
        List<String> theirs = observed.routes().stream()
                .filter(route -> route.contains("HttpSecurityRecorder$AuthenticationHandler@"))
                .toList();
        assertFalse(theirs.isEmpty());
        theirs.forEach(route -> assertEquals(1, route.split("enabled=false", -1).length - 1, route));
    }

    @Test
    void requestsAfterTheFirst_areAuthenticated() {
        String token = Claims.now().signedBy(ClerkStub.KEY);
        for (int i = 0; i < 3; i++) {
            given().get("/auth/session").then().statusCode(401);
            given().auth().oauth2(token).get("/auth/session").then().statusCode(200);
        }
    }
}
