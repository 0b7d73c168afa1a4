package dev.clerkguard.devclerk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who plays: the users and organisations of dev-clerk.json, and what was made of them since the start. */
final class Cast {
    private static final String FILE = "/dev-clerk.json";

    private final List<Person> people;
    private final List<Organization> organizations;

    private Cast(List<Person> people, List<Organization> organizations) {
        this.people = new CopyOnWriteArrayList<>(people);
        this.organizations = organizations;
    }

    /**
     * @param json the user as the Backend API gives it, without the members that are the same for everybody
     * @param features of the user's own plan, as in {@code fea}
     */
    record Person(String name, ObjectNode json, List<String> features, Optional<String> plan) {
        String id() {
            return json.path("id").asText();
        }

        boolean banned() {
            return json.path("banned").asBoolean();
        }
    }

    /**
     * @param permissions a role's permissions, as {@code feature:name}
     * @param members a person's name to a role, without the {@code org:} prefix
     */
    record Organization(
            ObjectNode json,
            List<String> features,
            Optional<String> plan,
            Map<String, List<String>> permissions,
            Map<String, String> members) {
        String id() {
            return json.path("id").asText();
        }

        String slug() {
            return json.path("slug").asText();
        }
    }

    static Cast read(ObjectMapper mapper) {
        try (InputStream file = Cast.class.getResourceAsStream(FILE)) {
            JsonNode all = mapper.readTree(file);
            return new Cast(
                    elements(all.path("users")).map(Cast::person).toList(),
                    elements(all.path("organizations")).map(Cast::organization).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot read " + FILE, e);
        }
    }

    List<Person> people() {
        return people;
    }

    void add(Person person) {
        people.add(person);
    }

    /** Puts a changed copy in the place of a person: what was handed out of the old one stays as it is. */
    synchronized Optional<Person> change(String id, Consumer<ObjectNode> change) {
        Optional<Person> found = byId(id);
        return found.map(old -> {
            ObjectNode json = old.json().deepCopy();
            change.accept(json);
            // Two changes within a millisecond are two states all the same.
            long after = old.json().path("updated_at").asLong() + 1;
            json.put("updated_at", Math.max(after, System.currentTimeMillis()));
            Person changed = new Person(old.name(), json, old.features(), old.plan());
            people.set(people.indexOf(old), changed);
            return changed;
        });
    }

    synchronized Optional<Person> remove(String id) {
        Optional<Person> found = byId(id);
        found.ifPresent(people::remove);
        return found;
    }

    Optional<Person> byId(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /** By the short name, the id, or an e-mail address. */
    Optional<Person> person(String who) {
        return people.stream()
                .filter(person -> person.name().equals(who)
                        || person.id().equals(who)
                        || person.json()
                                .path("email_addresses")
                                .findValuesAsText("email_address")
                                .contains(who))
                .findFirst();
    }

    List<Organization> organizations() {
        return organizations;
    }

    /** By the slug or the id. */
    Optional<Organization> organization(String which) {
        return organizations.stream()
                .filter(organization ->
                        organization.slug().equals(which) || organization.id().equals(which))
                .findFirst();
    }

    private static Person person(JsonNode json) {
        return new Person(
                json.path("name").asText(), (ObjectNode) json.path("user"), texts(json.path("features")), plan(json));
    }

    private static Organization organization(JsonNode json) {
        return new Organization(
                (ObjectNode) json.path("organization"),
                texts(json.path("features")),
                plan(json),
                entries(json.path("roles"), Cast::texts),
                entries(json.path("members"), JsonNode::asText));
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

    private static <T> Map<String, T> entries(JsonNode json, Function<JsonNode, T> value) {
        Map<String, T> entries = new LinkedHashMap<>();
        json.fields().forEachRemaining(entry -> entries.put(entry.getKey(), value.apply(entry.getValue())));
        return entries;
    }
}
