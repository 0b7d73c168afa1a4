package dev.clerkguard.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request is refused. Carries all that the answer says: the reason, one sentence about this case, and when to come
 * back. It has no stack trace: a refusal is an answer, not a fault, and a flood of bad tokens must cost little.
 *
 * <p>The detail is sent to the caller. It never contains the token, a claim's value or a secret.
 */
public final class RefusedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Duration retryAfter;
    private final transient Map<String, Object> members;

    public RefusedException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    /** @param retryAfter how long the caller should wait; only for a refusal that can pass by itself */
    public RefusedException(Reason reason, String detail, Duration retryAfter) {
        this(reason, detail, retryAfter, Map.of());
    }

    private RefusedException(Reason reason, String detail, Duration retryAfter, Map<String, Object> members) {
        super(detail);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.members = members;
    }

    /** The same refusal, whose answer has one more member (RFC 9457, section 3.2): text, numbers or maps of them. */
    public RefusedException with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new RefusedException(reason, getMessage(), retryAfter, more);
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
