package dev.clerkguard.config;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** A cache made of a class that is not registered ends the native binary's start, and nothing says so before. */
@QuarkusTest
@ServiceTest
class NativeCachesTest {
    private static final String PACKAGE = "com.github.benmanes.caffeine.cache.";
    private static final Set<String> REGISTERED =
            Set.of(NativeCaches.class.getAnnotation(RegisterForReflection.class).classNames());

    @Test
    void cacheClasses_areRegistered() throws ReflectiveOperationException {
        makeTheCachesWork();

        Set<String> used = loaded("LocalCacheFactory");
        used.addAll(loaded("NodeFactory"));

        assertTrue(used.stream().anyMatch(name -> name.endsWith("MWA")), used + " lacks the cache of verified tokens");
        assertTrue(used.stream().anyMatch(name -> name.endsWith("MWW")), used + " lacks the cache of users");
        used.removeAll(REGISTERED);
        assertEquals(Set.of(), used, "add them to NativeCaches");
    }

    @Test
    void registeredClasses_exist() {
        Set<String> missing =
                REGISTERED.stream().filter(name -> !exists(name)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }

    private static void makeTheCachesWork() {
        String user = ClerkUsers.newId();
        ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
        given().auth()
                .preemptive()
                .oauth2(Claims.now().with("sub", user).signedBy(ClerkStub.KEY))
                .get("/auth/me")
                .then()
                .statusCode(200);
        WebhookDelivery.of("session.ended", "{\"id\":\"sess_of_no_one\"}")
                .send()
                .statusCode(204);
    }

    /** What Caffeine has looked up by name so far. It keeps that to itself. */
    private static Set<String> loaded(String factory) throws ReflectiveOperationException {
        Field factories = Class.forName(PACKAGE + factory).getField("FACTORIES");
        factories.setAccessible(true);
        return ((Map<?, ?>) factories.get(null))
                .keySet().stream().map(name -> PACKAGE + name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean exists(String name) {
        try {
            return Class.forName(name, false, NativeCaches.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
