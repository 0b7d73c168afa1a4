package dev.clerkguard.doctor;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, or the command {@code doctor} when that is the only argument. */
@QuarkusMain
public class Main {
    private static final String DOCTOR = "doctor";

    Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 1 && arguments[0].equals(DOCTOR)) {
            besidesTheService();
            Quarkus.run(Doctor.class, arguments);
        } else {
            Quarkus.run(arguments);
        }
    }

    /** The ports of the service may be in use, by the service. */
    private static void besidesTheService() {
        System.setProperty("quarkus.http.host", "127.0.0.1");
        System.setProperty("quarkus.http.port", "0");
        System.setProperty("quarkus.management.host", "127.0.0.1");
        System.setProperty("quarkus.management.port", "0");
        System.setProperty("quarkus.shutdown.delay", "0s");
        System.setProperty("quarkus.log.level", "ERROR");
    }
}
