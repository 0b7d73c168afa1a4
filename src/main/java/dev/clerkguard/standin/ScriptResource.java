package dev.clerkguard.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

/**
 * Clerk's scripts out of a folder {@code node_modules}, for pages that load them as from Clerk's CDN. Each version in
 * the address is answered with the one in the folder.
 */
@PermitAll
@jakarta.ws.rs.Path("/dev-clerk/npm")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class ScriptResource {
    private static final Pattern ADDRESS = Pattern.compile("@clerk/(clerk-js|ui)@[\\w.-]+/dist/([\\w-][\\w.-]*\\.js)");

    private final StandIn standIn;

    ScriptResource(StandIn standIn) {
        this.standIn = standIn;
    }

    @GET
    @jakarta.ws.rs.Path("/{script: .+}")
    public Response script(@PathParam("script") String script) {
        standIn.requireEnabled();
        Matcher address = ADDRESS.matcher(script);
        if (!address.matches()) {
            throw ClerkException.notFound();
        }
        Path folder = standIn.config()
                .nodeModules()
                .map(Path::of)
                .orElseThrow(() -> new ClerkException(
                        404,
                        "resource_not_found",
                        "Set dev-clerk.node-modules to a folder node_modules with @clerk/" + address.group(1) + "."));
        Path file = folder.resolve("@clerk")
                .resolve(address.group(1))
                .resolve("dist")
                .resolve(address.group(2));
        if (!Files.isRegularFile(file)) {
            throw ClerkException.notFound();
        }
        try {
            return Response.ok(Files.readAllBytes(file), "application/javascript")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot read " + file, e);
        }
    }
}
