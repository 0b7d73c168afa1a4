package dev.clerkguard.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Refusal of a request, with the content of the answer: the reason, one sentence about this case, and the time to wait.
 * It has no stack trace, because a refusal is no fault of the service and a flood of bad tokens must be cheap.
 *
 * <p>The detail is sent to the caller. It never contains the token, a claim's value or a secret.
 */
public class RefusedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Duration retryAfter;
    private final transient Map<String, Object> members;
    private final transient Map<String, String> challenge;

    public RefusedException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    /** @param retryAfter time after which the caller can repeat the request; only for a temporary refusal */
    public RefusedException(Reason reason, String detail, Duration retryAfter) {
        this(reason, detail, retryAfter, Map.of(), Map.of());
    }

    private RefusedException(
            Reason reason,
            String detail,
            Duration retryAfter,
            Map<String, Object> members,
            Map<String, String> challenge) {
        super(detail);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.members = members;
        this.challenge = challenge;
    }

    /** The same refusal, whose answer has one more member (RFC 9457, section 3.2): text, numbers or maps of them. */
    public RefusedException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new RefusedException(reason, getMessage(), retryAfter, more, challenge);
    }

    /**
     * The same refusal, whose {@code WWW-Authenticate} has one more parameter (RFC 6750, section 3).
     *
     * @param value without quotes, backslashes and control characters
     */
    public RefusedException challenging(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(challenge);
        more.put(parameter, value);
        return new RefusedException(reason, getMessage(), retryAfter, members, more);
    }

    Map<String, String> challenge() {
        return challenge;
    }

    Map<String, Object> members() {
        return members;
    }

    public Reason reason() {
        return reason;
    }

    /** One sentence about this case, for the caller. */
    public String detail() {
        return getMessage();
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
