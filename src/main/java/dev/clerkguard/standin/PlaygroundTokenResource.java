package dev.clerkguard.standin;

import java.time.Duration;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.Config;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.problem.BadRequest;

/** The users and organisations that the page of the stand-in offers, and their tokens, good ones and faulty ones. */
@PermitAll
@Path("/dev-clerk")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class PlaygroundTokenResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final String AUDIENCE = "clerk.audience";

    private final StandIn standIn;
    private final Config config;
    private final ObjectMapper mapper;

    PlaygroundTokenResource(StandIn standIn, Config config, ObjectMapper mapper) {
        this.standIn = standIn;
        this.config = config;
        this.mapper = mapper;
    }

    /** Who can sign in, and which claims this service checks only when it is configured to. */
    @GET
    @Path("/playground/people")
    @Produces(MediaType.APPLICATION_JSON)
    public ObjectNode people() {
        standIn.requireEnabled();
        ObjectNode people = JSON.objectNode()
                .put("devMode", LaunchMode.current() == LaunchMode.DEVELOPMENT)
                .put("originChecked", given("clerk.authorized-parties").isPresent())
                .put("audienceChecked", given(AUDIENCE).isPresent());
        ArrayNode users = people.putArray("users");
        standIn.users().all().forEach(user -> users.add(json(user)));
        ArrayNode organizations = people.putArray("organizations");
        standIn.organizations().all().forEach(organization -> organizations.add(json(organization)));
        return people;
    }

    private ObjectNode json(User user) {
        ObjectNode json = JSON.objectNode()
                .put("name", user.name())
                .put("id", user.id())
                .put("firstName", user.json().path("first_name").asText(""))
                .put("lastName", user.json().path("last_name").asText(""))
                .put("identifier", user.identifier())
                .put("image", user.json().path("image_url").asText())
                .put("banned", user.banned())
                .put("secondFactor", user.hasSecondFactor());
        ObjectNode roles = json.putObject("roles");
        standIn.organizations().membershipsOf(user.id()).forEach(member -> standIn.organizations()
                .find(member.organizationId())
                .ifPresent(organization -> roles.put(organization.slug(), member.role())));
        return json;
    }

    private static ObjectNode json(Organization organization) {
        ObjectNode json = JSON.objectNode()
                .put("slug", organization.slug())
                .put("name", organization.json().path("name").asText())
                .put("plan", organization.plan().orElse(""));
        ArrayNode roles = json.putArray("roles");
        organization.roles().keySet().stream().sorted().forEach(roles::add);
        return json;
    }

    /**
     * @param origin of the page, for {@code azp}
     * @param first minutes since the first factor was verified
     * @param second minutes since the second factor was verified, -1 for never
     * @param fault a {@link TokenFault}'s code, for a token that must be refused
     */
    @GET
    @Path("/playground/token")
    @Produces(MediaType.TEXT_PLAIN)
    public String token(
            @QueryParam("user") String user,
            @QueryParam("organization") Optional<String> organization,
            @QueryParam("role") Optional<String> role,
            @QueryParam("origin") Optional<String> origin,
            @QueryParam("actor") Optional<String> actor,
            @QueryParam("first") Optional<String> first,
            @QueryParam("second") Optional<String> second,
            @QueryParam("fault") Optional<String> fault) {
        standIn.requireEnabled();
        User person = standIn.users().named(user == null ? "" : user).orElseThrow(() -> unknown("user"));
        if (person.banned()) {
            throw new BadRequest("This user is banned, and cannot sign in.");
        }
        Optional<Organization> active = organization.map(
                which -> standIn.organizations().find(which).orElseThrow(() -> unknown("organization")));
        Optional<String> activeRole = active.map(in -> role.or(() ->
                        standIn.organizations().membership(in.id(), person.id()).map(Membership::role))
                .orElseThrow(() -> unknown("role")));
        String good = standIn.issuer()
                .issue(new TokenRequest(
                        person,
                        standIn.sessions().current(person).id(),
                        active,
                        activeRole,
                        LIFETIME,
                        origin,
                        actor,
                        new FactorAges(minutes(first, 0), minutes(second, -1)),
                        false));
        AlteredToken token = new AlteredToken(mapper, standIn.key().jwk());
        String accepted = given(AUDIENCE)
                .map(audiences -> token.forAudience(good, audiences.split(",")[0].strip()))
                .orElse(good);
        return fault.map(code -> TokenFault.of(code).orElseThrow(() -> unknown("fault")))
                .map(wanted -> token.of(accepted, wanted))
                .orElse(accepted);
    }

    private static int minutes(Optional<String> text, int absent) {
        return text.map(value -> {
                    if (!value.matches("-1|\\d{1,6}")) {
                        throw unknown("number of minutes");
                    }
                    return Integer.parseInt(value);
                })
                .orElse(absent);
    }

    private Optional<String> given(String setting) {
        return config.getOptionalValue(setting, String.class).filter(value -> !value.isBlank());
    }

    private static BadRequest unknown(String what) {
        return new BadRequest("There is no such " + what + " here.");
    }
}
