package dev.clerkguard.standin;

import java.util.Optional;

/**
 * A session of a user, made by a sign-in in a browser or by {@code GET /dev-clerk/token}. Times are milliseconds.
 *
 * @param clientId the browser's client; empty for a session of {@code GET /dev-clerk/token}
 * @param organizationId the active organisation
 * @param firstFactorAt when the first factor was verified last
 * @param secondFactorAt when the second factor was verified last; 0 for never
 * @param status active, ended, removed or revoked
 * @param stepUp the last one; empty when none was started
 * @param actorId the user who impersonates {@code userId}
 */
record BrowserSession(
        String id,
        String userId,
        Optional<String> clientId,
        Optional<String> organizationId,
        long createdAt,
        long firstFactorAt,
        long secondFactorAt,
        String status,
        Optional<StepUp> stepUp,
        Optional<String> actorId) {
    private static final String ACTIVE = "active";
    private static final long MINUTE_MILLIS = 60_000;

    static BrowserSession start(String id, String userId, Optional<String> clientId, boolean secondFactor) {
        long now = System.currentTimeMillis();
        return new BrowserSession(
                id,
                userId,
                clientId,
                Optional.empty(),
                now,
                now,
                secondFactor ? now : 0,
                ACTIVE,
                Optional.empty(),
                Optional.empty());
    }

    BrowserSession impersonatedBy(Optional<String> actor) {
        return new BrowserSession(
                id, userId, clientId, organizationId, createdAt, firstFactorAt, secondFactorAt, status, stepUp, actor);
    }

    boolean active() {
        return status.equals(ACTIVE);
    }

    /** What the token says in {@code fva}: minutes since each factor, -1 for never. */
    FactorAges factorAges(long now) {
        return new FactorAges(minutesSince(firstFactorAt, now), minutesSince(secondFactorAt, now));
    }

    private static int minutesSince(long at, long now) {
        return at == 0 ? -1 : (int) ((now - at) / MINUTE_MILLIS);
    }

    BrowserSession ended(String how) {
        return copy(organizationId, firstFactorAt, secondFactorAt, how, stepUp);
    }

    BrowserSession in(Optional<String> organization) {
        return copy(organization, firstFactorAt, secondFactorAt, status, stepUp);
    }

    BrowserSession with(StepUp started) {
        return copy(organizationId, firstFactorAt, secondFactorAt, status, Optional.of(started));
    }

    BrowserSession withFirstFactor(long now) {
        return copy(organizationId, now, secondFactorAt, status, stepUp);
    }

    BrowserSession withSecondFactor(long now) {
        return copy(organizationId, firstFactorAt, now, status, stepUp);
    }

    BrowserSession aged(long minutes) {
        long millis = minutes * MINUTE_MILLIS;
        return copy(
                organizationId,
                firstFactorAt - millis,
                secondFactorAt == 0 ? 0 : secondFactorAt - millis,
                status,
                stepUp);
    }

    private BrowserSession copy(
            Optional<String> organization, long first, long second, String newStatus, Optional<StepUp> newStepUp) {
        return new BrowserSession(
                id, userId, clientId, organization, createdAt, first, second, newStatus, newStepUp, actorId);
    }
}
