package dev.clerkguard.webhook;

import dev.clerkguard.problem.Problem;

/** A delivery is not one of Clerk's, or cannot be read. Carries what the answer says; never what was sent. */
final class DeliveryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The closed list of reasons. */
    enum Why {
        HEADERS_MISSING("webhook-headers-missing", "A header of the delivery is missing"),
        SIGNATURE("webhook-signature-invalid", "The delivery is not signed with the secret that is set here"),
        TIMESTAMP("webhook-timestamp-invalid", "The delivery is not of now"),
        MALFORMED("webhook-malformed", "The delivery is no event");

        private final String code;
        /** One sentence without a full stop. */
        private final String title;

        Why(String code, String title) {
            this.code = code;
            this.title = title;
        }

        String code() {
            return code;
        }
    }

    private final Why why;

    DeliveryRefused(Why why, String detail) {
        super(detail, null, false, false);
        this.why = why;
    }

    Why why() {
        return why;
    }

    /** What is answered. */
    Problem problem() {
        return Problem.of(400, why.code, why.title, getMessage());
    }
}
