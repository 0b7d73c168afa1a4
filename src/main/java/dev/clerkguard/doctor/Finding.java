package dev.clerkguard.doctor;

/**
 * One thing that is wrong or risky.
 *
 * @param what one sentence about what was found; never contains a secret
 * @param fix one sentence about what to change
 */
record Finding(Severity severity, String what, String fix) {
    enum Severity {
        /** Requests fail, or are accepted that must not be. */
        ERROR,
        /** It works, and is less safe or less complete than it could be. */
        WARNING
    }

    static Finding error(String what, String fix) {
        return new Finding(Severity.ERROR, what, fix);
    }

    static Finding warning(String what, String fix) {
        return new Finding(Severity.WARNING, what, fix);
    }

    String line() {
        return "%-7s  %s %s".formatted(severity, what, fix);
    }
}
