package dev.clerkguard.devclerk;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The stand-in's parts, put together when the first request or the banner needs them. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
class StandIn {
    private final StandInConfig config;
    private final Cast cast;
    private final Sessions sessions;
    private final DevKey key;
    private final TokenMint mint;

    StandIn(StandInConfig config, ObjectMapper mapper) {
        this.config = config;
        this.cast = Cast.read(mapper);
        this.sessions = new Sessions(cast);
        this.key = DevKey.in(config.keyFile().map(Path::of).orElseGet(StandIn::usersOwnFile));
        this.mint = new TokenMint(key, config.issuer(), Clock.systemUTC());
    }

    /** With the real Clerk configured there is nothing here. */
    void requireEnabled() {
        if (!config.enabled()) {
            throw new NotFoundException();
        }
    }

    /** Answers whoever has a secret key, whichever: there is only one instance here. */
    Response authorized(HttpHeaders headers, Supplier<Response> answer) {
        requireEnabled();
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith("Bearer sk_")
                ? answer.get()
                : ClerkJson.error(401, "clerk_key_invalid", "The provided Clerk Secret Key is invalid.");
    }

    StandInConfig config() {
        return config;
    }

    Cast cast() {
        return cast;
    }

    Sessions sessions() {
        return sessions;
    }

    DevKey key() {
        return key;
    }

    TokenMint mint() {
        return mint;
    }

    private static Path usersOwnFile() {
        return Path.of(System.getProperty("user.home"), ".cache", "clerk-guard", "dev-clerk-key.json");
    }
}
