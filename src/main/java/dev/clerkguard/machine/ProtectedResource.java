package dev.clerkguard.machine;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import dev.clerkguard.config.HttpAddress;

/** Describes this service as an OAuth protected resource (RFC 9728). */
@ApplicationScoped
public class ProtectedResource {
    /** RFC 9728, section 3.1: between the host and the path of the resource. */
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final Optional<URI> resource;
    private final Optional<String> issuer;
    private final List<String> scopes;

    ProtectedResource(
            ProtectedResourceConfig config, @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer) {
        this.resource = config.protectedResource()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(ProtectedResource::parse);
        this.issuer = issuer;
        this.scopes = config.protectedResourceScopes().orElse(List.of());
        if (resource.isPresent() && issuer.isEmpty()) {
            throw new ConfigurationException(
                    "CLERK_PROTECTED_RESOURCE needs an issuer, which is the authorization server:"
                            + " set CLERK_PUBLISHABLE_KEY or CLERK_ISSUER.");
        }
    }

    /** A wrong value ends the start in one line, before anything listens. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        // The constructor has checked it.
    }

    private static URI parse(String text) {
        return HttpAddress.parse(text)
                .filter(address -> !address.isPlainAndRemote())
                .map(HttpAddress::uri)
                .filter(uri ->
                        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null)
                .orElseThrow(() -> new ConfigurationException(
                        "CLERK_PROTECTED_RESOURCE (clerk.protected-resource) must be the https URL that"
                                + " clients call, without query and fragment."));
    }

    /** The resource's identifier, exactly as configured. */
    Optional<String> url() {
        return resource.map(URI::toString);
    }

    /** The path of the metadata on the host of the resource. */
    Optional<String> metadataPath() {
        return resource.map(uri -> WELL_KNOWN + ("/".equals(uri.getRawPath()) ? "" : uri.getRawPath()));
    }

    /** The challenge parameter with the address of the metadata (RFC 9728, section 5.1); empty without metadata. */
    public Map<String, String> challenge() {
        return resource.map(uri -> Map.of(
                        "resource_metadata",
                        uri.getScheme() + "://" + uri.getRawAuthority()
                                + metadataPath().orElseThrow()))
                .orElse(Map.of());
    }

    /** The metadata document (RFC 9728, section 2). A list without elements is left out. */
    String metadata() {
        JsonObject json = new JsonObject()
                .put("resource", url().orElseThrow())
                .put("authorization_servers", new JsonArray().add(issuer.orElseThrow()))
                .put("bearer_methods_supported", new JsonArray().add("header"));
        if (!scopes.isEmpty()) {
            json.put("scopes_supported", new JsonArray(scopes));
        }
        return json.encode();
    }
}
