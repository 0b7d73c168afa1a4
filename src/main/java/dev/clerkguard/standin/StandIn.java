package dev.clerkguard.standin;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.standin.PeopleFile.Content;

/** The parts of the stand-in and their state: made at the first use, kept over a restart, restored by a reset. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class StandIn {
    /** The kind of {@link #resources} that holds invitations to organisations. */
    static final String INVITATIONS = "organization_invitation";

    /** The kind of {@link #resources} that holds JWT templates. */
    static final String TEMPLATES = "jwt_template";

    private static final Logger LOG = Logger.getLogger(StandIn.class);
    private static final String IMAGES = "/img/";

    private final StandInConfig config;
    private final WebhookSender events;
    private final StateKeeper keeper;
    private final PeopleFile file;
    private final AtomicReference<String> fileHash;
    private final Users users = new Users();
    private final Organizations organizations = new Organizations();
    private final Sessions sessions = new Sessions();
    private final Clients clients = new Clients();
    private final Tickets tickets = new Tickets();
    private final Map<String, Store<ObjectNode>> resources = new ConcurrentHashMap<>();
    private final DevSigningKey key;
    private final TokenIssuer issuer;
    private final SessionLifecycle lifecycle;
    private final SessionTokens tokens;
    private final OrganizationMembers members;

    StandIn(StandInConfig config, ObjectMapper mapper, WebhookSender events) {
        this.config = config;
        this.events = events;
        this.file = new PeopleFile(mapper, config.peopleFile().map(Path::of), images());
        this.keeper = new StateKeeper(mapper, config.stateFile().map(Path::of), LaunchMode.current());
        this.key = DevSigningKey.in(config.keyFile().map(Path::of).orElseGet(StandIn::usersOwnFile));
        this.issuer = new TokenIssuer(key, config.issuer(), Clock.systemUTC());
        this.lifecycle = new SessionLifecycle(users, organizations, sessions, events);
        this.tokens = new SessionTokens(mapper, organizations, resources(TEMPLATES), issuer, key);
        this.members = new OrganizationMembers(organizations, resources(INVITATIONS));
        Content content = file.read();
        this.fileHash = new AtomicReference<>(content.hash());
        restore(content);
        keeper.kept().ifPresent(this::restore);
    }

    private void restore(Content content) {
        users.restore(content.users());
        organizations.restore(content.organizations(), content.memberships());
    }

    private void restore(StandInState state) {
        if (state.file().equals(fileHash.get())) {
            users.restore(state.users());
            organizations.restore(state.organizations(), state.memberships());
        }
        sessions.restore(state.sessions());
        clients.restore(state.clients());
        tickets.store().restore(state.tickets());
        state.resources().forEach((kind, all) -> resources(kind).restore(all));
    }

    @PreDestroy
    void keep() {
        keeper.keepInMemory(state());
        keepInFile();
    }

    /** Called at the end of each request: with a state file, an end of the process without notice loses nothing. */
    void keepInFile() {
        keeper.keepInFile(this::state);
    }

    private StandInState state() {
        Map<String, List<ObjectNode>> byKind = new LinkedHashMap<>();
        resources.forEach((kind, store) -> byKind.put(kind, store.all()));
        return new StandInState(
                fileHash.get(),
                users.all(),
                organizations.all(),
                organizations.memberships(),
                sessions.all(),
                clients.all(),
                tickets.store().all(),
                byKind);
    }

    /** Called at the beginning of each request: with the real Clerk configured, the stand-in answers 404. */
    void requireEnabled() {
        if (!config.enabled()) {
            throw new NotFoundException();
        }
        readChangedFile();
    }

    /** An edited people file takes effect at the next request. Until its text can be parsed, the old one holds. */
    private void readChangedFile() {
        String known = fileHash.get();
        try {
            file.readIfOtherThan(known)
                    .filter(content -> fileHash.compareAndSet(known, content.hash()))
                    .ifPresent(content -> {
                        restore(content);
                        tellOfAllUsers();
                    });
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.warnf("event=people_file_unreadable cause=\"%s\"", e.getMessage());
        }
    }

    /** The service may have the users in its cache. */
    private void tellOfAllUsers() {
        users.all().forEach(user -> users.change(user.id(), json -> {})
                .ifPresent(restored -> events.send("user.updated", restored.json())));
    }

    /**
     * Every secret key is accepted: there is only one instance here.
     *
     * @throws ClerkException 401 without a secret key
     */
    void requireSecretKey(HttpHeaders headers) {
        requireEnabled();
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith("Bearer sk_")) {
            throw new ClerkException(401, "clerk_key_invalid", "The provided Clerk Secret Key is invalid.");
        }
    }

    /** The answer to a request with a secret key; otherwise {@link #requireSecretKey} throws. */
    Response authorized(HttpHeaders headers, Supplier<Response> answer) {
        requireSecretKey(headers);
        return answer.get();
    }

    StandInConfig config() {
        return config;
    }

    Users users() {
        return users;
    }

    Organizations organizations() {
        return organizations;
    }

    Sessions sessions() {
        return sessions;
    }

    SessionLifecycle lifecycle() {
        return lifecycle;
    }

    SessionTokens tokens() {
        return tokens;
    }

    /** The rules for joining an organisation. */
    OrganizationMembers members() {
        return members;
    }

    Clients clients() {
        return clients;
    }

    Tickets tickets() {
        return tickets;
    }

    /**
     * Resources that are kept as the JSON of the Backend API, such as invitations. Each has an {@code id}.
     *
     * @param kind the value of {@code object}
     */
    Store<ObjectNode> resources(String kind) {
        return resources.computeIfAbsent(
                kind, name -> new Store<>(json -> json.path("id").asText()));
    }

    Store<ObjectNode> templates() {
        return resources(TEMPLATES);
    }

    /**
     * Restores the users and organisations of the file and ends all sessions. The ids of sessions that are over are not
     * given again, because the service refuses their tokens.
     */
    void reset() {
        sessions.all().forEach(session -> lifecycle.end(session.id(), "removed"));
        sessions.restore(sessions.all().stream()
                .filter(session -> session.clientId().isEmpty())
                .toList());
        clients.restore(List.of());
        tickets.store().restore(List.of());
        // The stores stay: others hold them.
        resources.values().forEach(store -> store.restore(List.of()));
        Content content = file.read();
        fileHash.set(content.hash());
        restore(content);
        tellOfAllUsers();
    }

    /** The address of the stand-in's pictures. */
    String images() {
        return config.issuer() + IMAGES;
    }

    DevSigningKey key() {
        return key;
    }

    TokenIssuer issuer() {
        return issuer;
    }

    private static Path usersOwnFile() {
        return Path.of(System.getProperty("user.home"), ".cache", "clerk-guard", "dev-clerk-key.json");
    }
}
