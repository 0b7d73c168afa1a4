package dev.clerkguard.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.RawHttp;

/** HTTP/1.0 has requests without a Host header. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class HostlessRequestTest {
    @ParameterizedTest
    @CsvSource({"/, 200", "/nothing, 404", "/dev-clerk/v1/client, 403", "/dev-clerk/oauth/authorize, 403"})
    void requestWithoutAHost_isAnswered(String path, int status) {
        assertEquals(
                status,
                RawHttp.send(RestAssured.port, "GET " + path + " HTTP/1.0").status());
    }
}
