package dev.clerkguard.clerk;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/** Adds the version of the Backend API, and the secret key to a call without a key. Passes no incoming header on. */
@Singleton
public class BackendHeaders implements ClientHeadersFactory {
    private final BackendKeys keys;
    private final BackendConfig config;

    BackendHeaders(BackendKeys keys, BackendConfig config) {
        this.keys = keys;
        this.config = config;
    }

    @Override
    public MultivaluedMap<String, String> update(
            MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        if (!outgoing.containsKey(HttpHeaders.AUTHORIZATION)) {
            keys.authorization(BackendKey.SECRET_KEY)
                    .ifPresent(header -> headers.putSingle(HttpHeaders.AUTHORIZATION, header));
        }
        headers.putSingle("Clerk-API-Version", config.apiVersion());
        return headers;
    }
}
