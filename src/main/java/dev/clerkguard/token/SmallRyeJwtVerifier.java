package dev.clerkguard.token;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * SmallRye JWT's verification of one token with one key: RS256 only, the signature, then issuer, audience, expiry and the
 * other registered claims (RFC 7519, section 4.1).
 */
public final class SmallRyeJwtVerifier {
    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();
    private final JWTAuthContextInfo rules;

    public SmallRyeJwtVerifier(Optional<String> issuer, Optional<Set<String>> audience, Duration clockSkew) {
        rules = new JWTAuthContextInfo();
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        rules.setRelaxVerificationKeyValidation(false);
        rules.setIssuedBy(issuer.orElse(null));
        rules.setExpectedAudience(audience.orElse(null));
        rules.setClockSkew((int) clockSkew.plusMillis(999).toSeconds());
        // No limit: a limit would refuse tokens without iat. TokenLifetimeLimit limits the lifetime.
        rules.setMaxTimeToLiveSecs(0L);
        rules.setRequireNamedPrincipal(false);
        // Clerk has no groups claim, and a custom one of another shape would make SmallRye JWT fail.
        rules.setGroupsPath("\"\"");
    }

    /**
     * @return whether the claims are valid. The caller finds the claim that is not
     * @throws RefusedException token-invalid-signature; token-invalid when the token cannot be read
     */
    public boolean verify(String token, RSAPublicKey key) {
        JWTAuthContextInfo rulesForKey = new JWTAuthContextInfo(rules);
        rulesForKey.setPublicVerificationKey(key);
        try {
            parser.parse(token, rulesForKey);
            return true;
        } catch (ParseException e) {
            // The messages of jose4j contain the whole token, so only its error codes are used.
            if (!(e.getCause() instanceof InvalidJwtException invalid)) {
                throw new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The token could not be verified.");
            }
            if (invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
                throw new RefusedException(
                        Reason.TOKEN_INVALID_SIGNATURE, "The token's signature does not match the key that it names.");
            }
            // With a cause it is no list of wrong claims: jose4j could not read the token and did not check its
            // signature.
            if (invalid.getCause() != null) {
                throw new RefusedException(Reason.TOKEN_INVALID, "The token is malformed.");
            }
            return false;
        }
    }
}
