package dev.clerkguard.devclerk;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.clerkguard.devclerk.Cast.Organization;
import dev.clerkguard.devclerk.Cast.Person;
import dev.clerkguard.problem.BadRequest;

/** What a browser does at Clerk's Frontend API: sign in and get a token. Here it is one curl. */
@PermitAll
@Path("/dev-clerk")
@IfBuildProfile(anyOf = {"dev", "test"})
public class TokenResource {
    private final StandIn standIn;

    TokenResource(StandIn standIn) {
        this.standIn = standIn;
    }

    @GET
    @Path("/.well-known/jwks.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response jwks() {
        standIn.requireEnabled();
        return ClerkJson.ok(standIn.key().jwks());
    }

    @GET
    @Path("/token")
    @Produces(MediaType.TEXT_PLAIN)
    public String token(
            @QueryParam("user") @DefaultValue("ada") String user,
            @QueryParam("organization") Optional<String> organization,
            @QueryParam("role") Optional<String> role,
            @QueryParam("expired") @DefaultValue("false") boolean expired,
            @QueryParam("seconds") @DefaultValue("3600") long seconds,
            @QueryParam("actor") Optional<String> actor,
            @HeaderParam("Origin") Optional<String> origin) {
        standIn.requireEnabled();
        Person person = standIn.cast().person(user).orElseThrow(() -> unknown("user", user, people()));
        if (person.banned()) {
            throw new BadRequest(person.name() + " is banned, and cannot sign in.");
        }
        Optional<Organization> active = organization.map(which ->
                standIn.cast().organization(which).orElseThrow(() -> unknown("organization", which, organizations())));
        return standIn.mint()
                .mint(new Ticket(
                        person,
                        standIn.sessions().current(person),
                        active,
                        active.map(in -> role.orElseGet(() -> ownRole(person, in))),
                        Duration.ofSeconds(expired ? -60 : seconds),
                        origin,
                        actor.map(who -> standIn.cast()
                                .person(who)
                                .orElseThrow(() -> unknown("actor", who, people()))
                                .id())));
    }

    private static String ownRole(Person person, Organization organization) {
        return Optional.ofNullable(organization.members().get(person.name()))
                .orElseThrow(() -> new BadRequest(person.name() + " is not a member of " + organization.slug()
                        + "; ask for a role to get a token all the same."));
    }

    private String people() {
        return standIn.cast().people().stream().map(Person::name).collect(Collectors.joining(", "));
    }

    private String organizations() {
        return standIn.cast().organizations().stream().map(Organization::slug).collect(Collectors.joining(", "));
    }

    private static BadRequest unknown(String what, String value, String known) {
        return new BadRequest("There is no " + what + " '" + value + "' here. There is: " + known + ".");
    }
}
