package dev.clerkguard;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
class HelloTest {
    @Test
    void hello() {
        RestAssured.get("/").then().statusCode(200);
    }
}
