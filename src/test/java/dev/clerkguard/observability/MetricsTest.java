package dev.clerkguard.observability;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.PrometheusScrape;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class MetricsTest extends MetricsContract {
    @TestHTTPResource(value = "/metrics", management = true)
    String managementMetrics;

    /** Quarkus asks who is calling before our filter does. */
    @Test
    void methodProtectedByQuarkus_isCountedOnce() {
        String name = "clerk_guard_authentications_total";
        PrometheusScrape before = PrometheusScrape.of(metrics());
        String token = Claims.now().signedBy(ClerkStub.KEY);
        given().auth().oauth2(token).get("/demands/role").then().statusCode(403);
        PrometheusScrape after = PrometheusScrape.of(metrics());
        assertEquals(before.sum(name) + 2, after.sum(name));
        for (String[] labels : new String[][] {
            {"outcome=\"authenticated\"", "reason=\"none\""}, {"outcome=\"forbidden\"", "reason=\"role-missing\""}
        }) {
            assertEquals(before.value(name, labels) + 1, after.value(name, labels));
        }
    }

    @Override
    String metrics() {
        return managementMetrics;
    }
}
