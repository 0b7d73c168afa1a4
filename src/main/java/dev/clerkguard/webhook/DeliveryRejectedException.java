package dev.clerkguard.webhook;

import dev.clerkguard.problem.Problem;

/** A delivery that is not Clerk's or not an event. The message is that of the answer and quotes nothing of the delivery. */
final class DeliveryRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The closed list of reasons. */
    enum Why {
        HEADERS_MISSING("webhook-headers-missing", "A header of the delivery is missing"),
        SIGNATURE("webhook-signature-invalid", "The delivery is not signed with the secret that is set here"),
        TIMESTAMP("webhook-timestamp-invalid", "The delivery is too old, or its time is in the future"),
        MALFORMED("webhook-malformed", "The body is not an event");

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

    DeliveryRejectedException(Why why, String detail) {
        super(detail, null, false, false);
        this.why = why;
    }

    Why why() {
        return why;
    }

    /** The body of the answer. */
    Problem problem() {
        return Problem.of(400, why.code, why.title, getMessage());
    }
}
