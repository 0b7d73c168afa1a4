package dev.clerkguard.machine;

import java.util.Optional;
import java.util.Set;

import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.token.TokenType;

/** Knows which kinds of credentials the resource of a request accepts, where Quarkus authenticates before the guard does. */
public interface AcceptedTypesSource {
    /** Empty when the request is for no resource method, or for a public one. */
    Optional<Set<TokenType>> find(RoutingContext request);
}
