package dev.clerkguard.standin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.problem.BadRequest;

/** Issues a session token in one request, without a sign-in, and serves the key that verifies it. */
@PermitAll
@Path("/dev-clerk")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class TokenResource {
    private static final long DEFAULT_SECONDS = 3600;
    private static final long EXPIRED_SECONDS = -60;
    private static final String UNKNOWN_KEY = "unknown";
    private static final String FORGED_KEY = "forged";
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final StandIn standIn;
    private final ObjectMapper mapper;

    TokenResource(StandIn standIn, ObjectMapper mapper) {
        this.standIn = standIn;
        this.mapper = mapper;
    }

    @GET
    @Path("/.well-known/jwks.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response jwks() {
        standIn.requireEnabled();
        return ClerkJson.ok(standIn.key().jwks());
    }

    /** The parameters are in docs/dev-mode.md. */
    @GET
    @Path("/token")
    @Produces(MediaType.TEXT_PLAIN)
    public String token(@Context UriInfo uri, @HeaderParam("Origin") Optional<String> origin) {
        standIn.requireEnabled();
        TokenParameters parameters = new TokenParameters(uri.getQueryParameters());
        User user = user("user", parameters.text("user").orElse("ada"));
        if (user.banned()) {
            throw new BadRequest(user.name() + " is banned, and cannot sign in.");
        }
        Optional<Organization> organization = parameters.text("organization").map(this::organization);
        if (organization.isEmpty()
                && parameters
                        .text("role")
                        .or(() -> parameters.text("permissions"))
                        .isPresent()) {
            throw new BadRequest("A role and permissions need an organization, for example organization=acme.");
        }
        Optional<String> role =
                organization.map(active -> parameters.text("role").orElseGet(() -> ownRole(user, active)));
        boolean template = parameters.text("template").isPresent();
        long seconds = parameters.seconds(DEFAULT_SECONDS);
        TokenRequest request = new TokenRequest(
                user,
                standIn.sessions().current(user).id(),
                organization.map(active -> granting(active, role.orElseThrow(), parameters)),
                role,
                Duration.ofSeconds(parameters.flag("expired") ? EXPIRED_SECONDS : seconds),
                origin,
                parameters.text("actor").map(name -> user("actor", name).id()),
                parameters.factorAges().orElse(FactorAges.FRESH_FIRST_FACTOR),
                template);
        Map<String, Object> claims = standIn.issuer().claims(request);
        change(claims, parameters);
        return TokenIssuer.sign(claims, template, key(parameters));
    }

    private static Organization granting(Organization organization, String role, TokenParameters parameters) {
        return parameters
                .permissions()
                .map(list -> organization.granting(role, list))
                .orElse(organization);
    }

    private void change(Map<String, Object> claims, TokenParameters parameters) {
        if (parameters.flag("pending")) {
            claims.put("sts", "pending");
        }
        parameters.scoped("features").ifPresent(features -> claims.put("fea", features));
        parameters.scoped("plans").ifPresent(plans -> claims.put("pla", plans));
        parameters.text("audience").ifPresent(audience -> claims.put("aud", audience));
        parameters.text("issuer").ifPresent(issuer -> claims.put("iss", issuer));
        parameters.claims(mapper).ifPresent(more -> claims.putAll(mapper.convertValue(more, CLAIMS)));
    }

    /** A key that the service does not know, for tests of refusals. */
    private DevSigningKey key(TokenParameters parameters) {
        return parameters
                .oneOf("key", List.of(UNKNOWN_KEY, FORGED_KEY))
                .map(which -> which.equals(FORGED_KEY) ? standIn.key().id() : "ins_unknown")
                .map(DevSigningKey::unpublished)
                .orElseGet(standIn::key);
    }

    private User user(String parameter, String name) {
        return standIn.users().named(name).orElseThrow(() -> unknown(parameter, name, users()));
    }

    private Organization organization(String name) {
        return standIn.organizations().find(name).orElseThrow(() -> unknown("organization", name, organizations()));
    }

    private String ownRole(User user, Organization organization) {
        return standIn.organizations()
                .membership(organization.id(), user.id())
                .map(Membership::role)
                .orElseThrow(() -> new BadRequest(user.name() + " is not a member of " + organization.slug()
                        + "; ask for a role to get a token all the same."));
    }

    private String users() {
        return standIn.users().all().stream().map(User::name).collect(Collectors.joining(", "));
    }

    private String organizations() {
        return standIn.organizations().all().stream().map(Organization::slug).collect(Collectors.joining(", "));
    }

    private static BadRequest unknown(String what, String value, String known) {
        return new BadRequest("There is no " + what + " '" + value + "' here. There is: " + known + ".");
    }
}
