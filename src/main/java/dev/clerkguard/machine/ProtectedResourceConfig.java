package dev.clerkguard.machine;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** This service as an OAuth protected resource (RFC 9728). */
@ConfigMapping(prefix = "clerk")
public interface ProtectedResourceConfig {
    /** The URL that clients call, exactly: {@code https://api.example.com/mcp}. Without it there is no metadata. */
    Optional<String> protectedResource();

    /** The scopes that clients may ask for ({@code scopes_supported}). */
    Optional<List<String>> protectedResourceScopes();
}
