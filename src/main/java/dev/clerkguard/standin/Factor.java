package dev.clerkguard.standin;

/** Checks what a user enters to prove who they are. Every code is the one of Clerk's test mode. */
final class Factor {
    /** Clerk docs, "Test emails and phones". */
    static final String CODE = "424242";

    private Factor() {}

    /** @param prepared whether a code was sent by e-mail */
    static void checkFirst(User person, Form form, boolean prepared) {
        switch (form.required("strategy")) {
            case "password" -> checkPassword(person, form.required("password"));
            case "email_code" -> checkEmailCode(form, prepared);
            default -> throw unknownStrategy();
        }
    }

    static void checkSecond(Form form) {
        switch (form.required("strategy")) {
            case "totp", "backup_code" -> checkCode(form);
            default -> throw unknownStrategy();
        }
    }

    /** @param prepared whether a code was sent by e-mail */
    static void checkEmailCode(Form form, boolean prepared) {
        if (!prepared) {
            throw ClerkException.verificationMissing();
        }
        checkCode(form);
    }

    private static void checkCode(Form form) {
        if (!form.required("code").equals(CODE)) {
            throw new ClerkException(422, "form_code_incorrect", "Incorrect code. Every code is " + CODE + ".", "code");
        }
    }

    private static void checkPassword(User person, String password) {
        if (person.password().filter(password::equals).isEmpty()) {
            throw new ClerkException(
                    422,
                    "form_password_incorrect",
                    "Password is incorrect. Try again, or use another method.",
                    "password");
        }
    }

    private static ClerkException unknownStrategy() {
        return new ClerkException(
                422, "form_param_value_invalid", "The stand-in does not know this strategy.", "strategy");
    }
}
