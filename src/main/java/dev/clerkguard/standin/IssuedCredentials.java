package dev.clerkguard.standin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The issued credentials of one kind. Each is kept as the JSON of the Backend API, together with its secret. */
final class IssuedCredentials {
    private static final String SECRET = "secret";
    private static final long MILLIS = 1000;

    private final CredentialKind kind;
    private final Store<ObjectNode> store;

    IssuedCredentials(StandIn standIn, CredentialKind kind) {
        this.kind = kind;
        this.store = standIn.resources(kind.object());
    }

    /**
     * @param members those of the kind; the ones that all kinds have are added
     * @param lifetime empty for a credential that never expires
     */
    ObjectNode issue(ObjectNode members, Optional<Duration> lifetime) {
        long now = System.currentTimeMillis();
        ObjectNode issued = JsonNodeFactory.instance
                .objectNode()
                .put("object", kind.object())
                .put("id", Ids.create(kind.prefix()))
                .put(SECRET, Ids.create(kind.prefix()));
        issued.setAll(members);
        issued.put("revoked", false)
                .putNull("revocation_reason")
                .put("expired", false)
                .put(
                        "expiration",
                        lifetime.map(time -> time(now + time.toMillis())).orElse(null))
                .putNull("last_used_at")
                .put("created_at", time(now))
                .put("updated_at", time(now));
        return store.put(issued);
    }

    /** Clerk's documents contradict each other on the unit for OAuth tokens; their example has seconds. */
    private long time(long millis) {
        return kind == CredentialKind.OAUTH_TOKEN ? millis / MILLIS : millis;
    }

    Optional<ObjectNode> find(String id) {
        return store.find(id);
    }

    List<ObjectNode> select(Predicate<ObjectNode> condition) {
        return store.select(condition);
    }

    Optional<ObjectNode> withSecret(String secret) {
        return store.first(issued -> secret(issued).equals(secret));
    }

    /** For a credential in the form of a JWT, which is what its holder presents. */
    void replaceSecret(String id, String secret) {
        store.change(id, known -> known.deepCopy().put(SECRET, secret));
    }

    static String secret(ObjectNode issued) {
        return issued.path(SECRET).asText();
    }

    Optional<ObjectNode> revoke(String id, Optional<String> reason) {
        return store.change(id, known -> known.deepCopy()
                .put("revoked", true)
                .put("revocation_reason", reason.orElse(null))
                .put("updated_at", time(System.currentTimeMillis())));
    }

    Optional<ObjectNode> update(String id, ObjectNode members) {
        return store.change(id, known -> {
            ObjectNode changed = known.deepCopy();
            changed.setAll(members);
            return changed.put("updated_at", time(System.currentTimeMillis()));
        });
    }

    Optional<ObjectNode> remove(String id) {
        return store.remove(id);
    }

    /** The answer of the Backend API, which does not contain the secret. */
    ObjectNode json(ObjectNode issued) {
        ObjectNode json = issued.deepCopy();
        json.remove(SECRET);
        boolean expired = json.path("expiration").isNumber()
                && json.path("expiration").asLong() <= time(System.currentTimeMillis());
        return json.put("expired", expired);
    }
}
