package dev.clerkguard.webhook;

import java.time.Instant;
import java.util.Optional;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denial;

/** What replicas tell each other: ids and times, and nobody's data. */
sealed interface News {
    /** @param state of the thing that is denied, where that is known: nothing older counts any more */
    record Denied(Denial denial, Optional<Instant> state) implements News {}

    /** @param at tokens issued from then on pass */
    record Unbanned(String userId, Instant at, Instant until, Optional<Instant> state) implements News {}

    record Forgotten(String userId, Optional<Instant> state) implements News {}

    static String write(News news) {
        JsonObject json = new JsonObject();
        if (news instanceof Denied denied) {
            json.put("news", "denied")
                    .put("id", denied.denial().id())
                    .put("reason", denied.denial().reason().name())
                    .put("until", denied.denial().until().toEpochMilli());
            if (!denied.denial().issuedBefore().equals(Instant.MAX)) {
                json.put("issuedBefore", denied.denial().issuedBefore().toEpochMilli());
            }
            denied.state().ifPresent(state -> json.put("state", state.toEpochMilli()));
        } else if (news instanceof Unbanned unbanned) {
            json.put("news", "unbanned")
                    .put("id", unbanned.userId())
                    .put("at", unbanned.at().toEpochMilli())
                    .put("until", unbanned.until().toEpochMilli());
            unbanned.state().ifPresent(state -> json.put("state", state.toEpochMilli()));
        } else if (news instanceof Forgotten forgotten) {
            json.put("news", "forgotten").put("id", forgotten.userId());
            forgotten.state().ifPresent(state -> json.put("state", state.toEpochMilli()));
        }
        return json.encode();
    }

    /** Empty for what this version does not understand: replicas of two versions run side by side in a roll-out. */
    static Optional<News> read(String text) {
        try {
            JsonObject json = new JsonObject(text);
            String id = json.getString("id");
            Optional<Instant> state = time(json, "state");
            return id == null
                    ? Optional.empty()
                    : switch (String.valueOf(json.getString("news"))) {
                        case "denied" ->
                            time(json, "until")
                                    .map(until -> new Denied(
                                            new Denial(
                                                    id,
                                                    reason(json.getString("reason")),
                                                    time(json, "issuedBefore").orElse(Instant.MAX),
                                                    until),
                                            state));
                        case "unbanned" ->
                            time(json, "at").flatMap(at -> time(json, "until")
                                    .map(until -> new Unbanned(id, at, until, state)));
                        case "forgotten" -> Optional.of(new Forgotten(id, state));
                        default -> Optional.empty();
                    };
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonObject json, String name) {
        return Optional.ofNullable(json.getLong(name)).map(Instant::ofEpochMilli);
    }

    /** A reason that only a later version has still is one to refuse. */
    private static Reason reason(String name) {
        for (Reason reason : Reason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return Reason.SESSION_REVOKED;
    }
}
