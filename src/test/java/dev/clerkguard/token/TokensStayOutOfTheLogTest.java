package dev.clerkguard.token;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.Attack;
import dev.clerkguard.testing.Attacks;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

/** No part of a token is logged, also when all classes that verify it log at DEBUG. */
@QuarkusTest
@ServiceTest
class TokensStayOutOfTheLogTest {
    private static final List<String> VERIFYING = List.of("dev.clerkguard", "io.smallrye", "io.quarkus", "org.jose4j");

    @Test
    void faultyToken_isNotLogged() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler listener = listener(logged);
        Logger root = Logger.getLogger("");
        List<Logger> loggers = VERIFYING.stream().map(Logger::getLogger).toList();
        List<Level> before = loggers.stream().map(Logger::getLevel).toList();
        root.addHandler(listener);
        loggers.stream().filter(one -> !one.getName().equals("org.jose4j")).forEach(one -> one.setLevel(Level.FINE));
        try {
            List<Attack> attacks =
                    Attacks.all().stream().filter(Attack::fitsIntoAHeader).toList();
            attacks.forEach(attack -> given().auth().oauth2(attack.token()).get("/auth/session"));
            String valid = Claims.now().signedBy(ClerkStub.KEY);
            given().auth().oauth2(valid).get("/auth/session").then().statusCode(200);

            Logger.getLogger(TokenVerifier.class.getName()).fine("listening");
            assertTrue(logged.stream().anyMatch(entry -> entry.contains("listening")), "no log line was captured");
            for (String entry : logged) {
                for (Attack attack : attacks) {
                    assertFalse(leaks(entry, attack.token()), attack.name() + ": " + entry.length() + " characters");
                }
                assertFalse(leaks(entry, valid), "a valid token");
            }
        } finally {
            root.removeHandler(listener);
            for (int i = 0; i < loggers.size(); i++) {
                loggers.get(i).setLevel(before.get(i));
            }
        }
    }

    /** A part of this length could be combined with another part, or shows claims. */
    private static boolean leaks(String entry, String token) {
        for (String part : token.split("\\.")) {
            if (part.length() >= 24 && entry.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static Handler listener(Queue<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                StringWriter text = new StringWriter();
                text.append(entry.getMessage()).append(' ');
                if (entry.getParameters() != null) {
                    text.append(Arrays.toString(entry.getParameters()));
                }
                if (entry.getThrown() != null) {
                    entry.getThrown().printStackTrace(new PrintWriter(text));
                }
                logged.add(text.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
