package dev.clerkguard.machine;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.AuthenticatedCount;
import dev.clerkguard.token.FastPathAuthenticator;
import dev.clerkguard.token.TokenExtractor;
import dev.clerkguard.token.TokenType;

/** From a request to its identity where more than session tokens are accepted. */
@ApplicationScoped
public class CredentialAuthenticator {
    private static final Set<TokenType> SESSIONS = Set.of(TokenType.SESSION_TOKEN);
    private static final String ACCEPTED = CredentialAuthenticator.class.getName();

    private final TokenExtractor extractor;
    private final FastPathAuthenticator sessions;
    private final MachineCredentialCache machines;
    private final AuthenticatedCount authenticated;
    private final CurrentVertxRequest requests;
    private final AcceptedTypesSource resources;

    CredentialAuthenticator(
            TokenExtractor extractor,
            FastPathAuthenticator sessions,
            MachineCredentialCache machines,
            AuthenticatedCount authenticated,
            CurrentVertxRequest requests,
            AcceptedTypesSource resources) {
        this.resources = resources;
        this.requests = requests;
        this.extractor = extractor;
        this.sessions = sessions;
        this.machines = machines;
        this.authenticated = authenticated;
    }

    /**
     * The identity, where it can be told at once. Where it cannot, Quarkus' own authentication of this request continues
     * with the same accepted kinds.
     *
     * @return empty when Clerk has to be asked, or a step of the application's own belongs on the way
     * @throws RefusedException when there is no credential, or it is of a kind that is not accepted, or proves nothing
     */
    public Optional<SecurityIdentity> identity(RoutingContext request, Set<TokenType> accepted) {
        request.put(ACCEPTED, accepted);
        Optional<String> credential = extractor.bearer(request.request());
        if (credential.isEmpty()) {
            if (!accepted.contains(TokenType.SESSION_TOKEN)) {
                // A session cookie is not looked at either.
                throw new RefusedException(
                        Reason.SESSION_TOKEN_MISSING,
                        "Send a credential: 'Authorization: Bearer <credential>'. Accepted here: " + names(accepted)
                                + ".");
            }
            return sessions.identity(request);
        }
        TokenType type = acceptedType(credential.get(), accepted);
        if (type == TokenType.SESSION_TOKEN) {
            return sessions.identity(request);
        }
        if (!sessions.mayAnswer(request)) {
            return Optional.empty();
        }
        Optional<SecurityIdentity> known = machines.verifyNow(type, credential.get());
        known.ifPresent(identity -> authenticated.add());
        return known;
    }

    /**
     * The identity behind the machine credential of a request, as {@link #identity} was told which kinds are accepted.
     *
     * @return empty when the request has none, or its resource accepts session tokens only
     */
    Optional<MachineAuthenticationRequest> machineRequest(RoutingContext request) {
        Optional<Set<TokenType>> said = Optional.ofNullable(request.get(ACCEPTED));
        Set<TokenType> accepted = said.or(() -> resources.find(request)).orElse(SESSIONS);
        if (accepted.equals(SESSIONS)) {
            return Optional.empty();
        }
        return extractor
                .bearer(request.request())
                .map(credential -> new MachineAuthenticationRequest(acceptedType(credential, accepted), credential))
                .filter(machine -> machine.type() != TokenType.SESSION_TOKEN);
    }

    Uni<SecurityIdentity> verify(MachineAuthenticationRequest request) {
        return machines.verify(request.type(), request.credential()).invoke(identity -> authenticated.add());
    }

    /** For a stream that a machine credential opened; empty for a session. */
    public Optional<CredentialWatch> watch(RoutingContext request, SecurityIdentity identity) {
        return MachineIdentity.credential(identity)
                .flatMap(credential ->
                        extractor.bearer(request.request()).map(secret -> machines.watch(credential, secret)));
    }

    /** Where the request is public, and a bean behind it accepts more than session tokens. */
    public void acceptUnlessDecided(Set<TokenType> accepted) {
        RoutingContext request = Arc.container().requestContext().isActive() ? requests.getCurrent() : null;
        if (request != null && request.get(ACCEPTED) == null) {
            request.put(ACCEPTED, accepted);
        }
    }

    private TokenType acceptedType(String credential, Set<TokenType> accepted) {
        TokenType type = type(credential);
        if (!accepted.contains(type)) {
            throw notAccepted(accepted);
        }
        return type;
    }

    /** A JWT is not parsed again on each request only to learn its kind. */
    private TokenType type(String credential) {
        if (CredentialShape.isOpaque(credential)) {
            return CredentialShape.of(credential);
        }
        return sessions.isVerifiedSessionToken(credential)
                ? TokenType.SESSION_TOKEN
                : machines.knownType(credential).orElseGet(() -> CredentialShape.of(credential));
    }

    /** The refusal of a credential that is of another kind. */
    public static RefusedException notAccepted(Set<TokenType> accepted) {
        return new RefusedException(
                Reason.TOKEN_TYPE_MISMATCH,
                "This kind of credential is not accepted here. Accepted: " + names(accepted) + ".");
    }

    private static String names(Set<TokenType> types) {
        return String.join(", ", types.stream().map(TokenType::code).sorted().toList());
    }
}
