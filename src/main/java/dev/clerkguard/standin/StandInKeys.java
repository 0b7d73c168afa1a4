package dev.clerkguard.standin;

import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.clerkguard.keys.LocalSigningKeys;
import dev.clerkguard.keys.SigningKeys;

/** Hands the stand-in's key to the service in memory, where the service is configured to fetch it from the stand-in. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class StandInKeys implements LocalSigningKeys {
    private static final String JWKS_PATH = "/dev-clerk/.well-known/jwks.json";

    private final StandIn standIn;
    private final Optional<String> location;

    StandInKeys(StandIn standIn, @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location) {
        this.standIn = standIn;
        this.location = location;
    }

    @Override
    public Optional<SigningKeys> current() {
        return location.filter(url -> standIn.config().enabled() && url.endsWith(JWKS_PATH))
                .map(url -> SigningKeys.ofJwks(
                        Map.of(standIn.key().id(), standIn.key().jwk().getRsaPublicKey())));
    }
}
