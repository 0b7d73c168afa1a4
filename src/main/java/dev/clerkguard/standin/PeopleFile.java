package dev.clerkguard.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads users and organisations from dev-clerk.json, or from the file that {@code dev-clerk.people-file} names. */
final class PeopleFile {
    /** The password of every user of the file who has {@code password_enabled}. */
    static final String PASSWORD = "clerk-dev";

    private static final String RESOURCE = "/dev-clerk.json";
    private static final String CLERKS_IMAGES = "https://img.clerk.com/";

    private final ObjectMapper mapper;
    private final Optional<Path> path;
    private final String images;

    /**
     * @param path empty for the file in the build
     * @param images the address of the stand-in's own pictures, which take the place of Clerk's
     */
    PeopleFile(ObjectMapper mapper, Optional<Path> path, String images) {
        this.mapper = mapper;
        this.path = path;
        this.images = images;
    }

    /**
     * What the file says.
     *
     * @param hash of the file's text
     */
    record Content(String hash, List<User> users, List<Organization> organizations, List<Membership> memberships) {}

    Content read() {
        return parse(text());
    }

    /** Empty while the file has the text with this hash. */
    Optional<Content> readIfOtherThan(String hash) {
        String text = text();
        return hash(text).equals(hash) ? Optional.empty() : Optional.of(parse(text));
    }

    private String text() {
        try (InputStream file =
                path.isPresent() ? Files.newInputStream(path.get()) : PeopleFile.class.getResourceAsStream(RESOURCE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot read " + name(), e);
        }
    }

    private static String hash(String text) {
        return Integer.toHexString(text.hashCode());
    }

    private Content parse(String text) {
        try {
            JsonNode all = mapper.readTree(text.replace(CLERKS_IMAGES, images));
            List<User> users = elements(all.path("users")).map(PeopleFile::user).toList();
            List<Organization> organizations = elements(all.path("organizations"))
                    .map(PeopleFile::organization)
                    .toList();
            List<Membership> memberships = new ArrayList<>();
            for (int i = 0; i < organizations.size(); i++) {
                JsonNode members = all.path("organizations").path(i).path("members");
                Organization organization = organizations.get(i);
                members.properties()
                        .forEach(member ->
                                memberships.add(membership(organization, users, member.getKey(), member.getValue())));
            }
            return new Content(hash(text), users, organizations, memberships);
        } catch (IOException | ClassCastException e) {
            throw new IllegalArgumentException(name() + " is not a people file of the stand-in", e);
        }
    }

    private String name() {
        return path.map(Path::toString).orElse(RESOURCE);
    }

    private static User user(JsonNode json) {
        ObjectNode user = (ObjectNode) json.path("user");
        return new User(
                json.path("name").asText(),
                user,
                texts(json.path("features")),
                plan(json),
                user.path("password_enabled").asBoolean() ? Optional.of(PASSWORD) : Optional.empty());
    }

    private static Organization organization(JsonNode json) {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        json.path("roles").properties().forEach(role -> roles.put(role.getKey(), texts(role.getValue())));
        return new Organization(
                (ObjectNode) json.path("organization"), texts(json.path("features")), plan(json), roles);
    }

    private Membership membership(Organization organization, List<User> users, String name, JsonNode role) {
        User user = users.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name() + ": the organisation " + organization.slug() + " has an unknown member " + name));
        return Membership.of("orgmem_" + organization.slug() + "_" + name, organization.id(), user.id(), role.asText());
    }

    private static Optional<String> plan(JsonNode json) {
        return Optional.ofNullable(json.path("plan").textValue());
    }

    private static List<String> texts(JsonNode list) {
        return elements(list).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
