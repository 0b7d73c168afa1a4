package dev.clerkguard.machine;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.token.TokenType;

/**
 * Who makes the current request, with whichever kind of credential. Immutable. Inject it into a resource that accepts
 * more than session tokens; names are those of Clerk's auth objects.
 */
public interface AuthenticatedPrincipal {
    /** The kind of the credential. */
    TokenType tokenType();

    /** The id of the credential, {@code ak_…}, {@code mt_…} or {@code oat_…}; not the secret. Empty for a session. */
    Optional<String> id();

    /** Whom the credential stands for: a user, an organisation or a machine. */
    String subject();

    /** What the credential is limited to. Empty for a session, which has permissions instead. */
    List<String> scopes();

    /** Custom claims of an API key or an M2M token; all claims of a session token. Read anew at each call. */
    Optional<ObjectNode> claims();

    /** The user, {@code user_…}. */
    Optional<String> userId();

    /** The organisation, {@code org_…}: of an API key its subject, of a session the active one. */
    Optional<String> organizationId();

    /** The machine, {@code mch_…}. */
    Optional<String> machineId();

    /** The OAuth application, {@code client_…} or a URL. */
    Optional<String> clientId();

    /** Whether the credential has the scope; case-sensitive. Always false for a session. */
    default boolean hasScope(String scope) {
        return scopes().contains(scope);
    }
}
