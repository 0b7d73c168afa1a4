package dev.clerkguard.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.LaunchMode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

class StateKeeperTest {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    @TempDir
    Path directory;

    @Test
    void stateFile_keepsTheStateOverARestart() {
        BrowserSession session = BrowserSession.start("sess_1", "user_ada", Optional.of("dvb_1"), true)
                .in(Optional.of("org_acme"));
        BrowserClient client = BrowserClient.create(BrowserClient.DEV_BROWSER)
                .with(SignInAttempt.of("user_ada", "ada").waitingForSecondFactor());
        PeopleFile.Content file = people(Optional.empty()).read();
        StandInState state = new StandInState(
                file.hash(),
                file.users(),
                file.organizations(),
                file.memberships(),
                List.of(session),
                List.of(client),
                List.of(Ticket.create("sit_", "user_ada", Optional.of("user_grace"), 1)),
                Map.of(StandIn.INVITATIONS, List.of(MAPPER.createObjectNode().put("id", "orginv_1"))));
        keeper().keepInFile(() -> state);

        StandInState kept = keeper().kept().orElseThrow();

        assertEquals(state, kept);
    }

    @Test
    void changedState_replacesTheFileInOneStep() throws IOException {
        PeopleFile.Content people = people(Optional.empty()).read();
        StateKeeper keeper = keeper();
        keeper.keepInFile(() -> state(people, "one"));
        Path file = directory.resolve("state.json");
        Object first = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        keeper.keepInFile(() -> state(people, "one"));
        Object same = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        keeper.keepInFile(() -> state(people, "two"));

        assertEquals(first, same);
        assertEquals("two", keeper().kept().orElseThrow().file());
        assertEquals(List.of("state.json"), List.of(directory.toFile().list()));
    }

    private static StandInState state(PeopleFile.Content people, String hash) {
        return new StandInState(
                hash,
                people.users(),
                people.organizations(),
                people.memberships(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    @Test
    void noStateFile_keepsNothing() {
        assertEquals(Optional.empty(), keeper().kept());
    }

    @Test
    void unreadableStateFile_isIgnored() throws IOException {
        Files.writeString(directory.resolve("state.json"), "{\"sessions\": 1");

        assertEquals(Optional.empty(), keeper().kept());
    }

    @Test
    void otherPeopleFile_replacesTheUsers() throws IOException {
        Path people = Files.writeString(directory.resolve("people.json"), """
                {"users": [{"name": "mary", "user": {"id": "user_mary", "password_enabled": true,
                  "image_url": "https://img.clerk.com/mary"}}], "organizations": []}""");

        User mary = people(Optional.of(people)).read().users().get(0);

        assertEquals(Optional.of("clerk-dev"), mary.password());
        assertEquals("http://localhost/img/mary", mary.json().path("image_url").asText());
    }

    private static PeopleFile people(Optional<Path> path) {
        return new PeopleFile(MAPPER, path, "http://localhost/img/");
    }

    private StateKeeper keeper() {
        return new StateKeeper(MAPPER, Optional.of(directory.resolve("state.json")), LaunchMode.NORMAL);
    }
}
