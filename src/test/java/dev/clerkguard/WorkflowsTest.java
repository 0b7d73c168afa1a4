package dev.clerkguard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs with this repository's rights on GitHub is what was read, and may do little. */
class WorkflowsTest {
    private static final Pattern PINNED = Pattern.compile("\\S+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

    @ParameterizedTest
    @MethodSource("workflows")
    void actions_arePinnedToACommit(Path workflow) throws IOException {
        List<String> uses = Files.readAllLines(workflow).stream()
                .map(line -> line.strip().replaceFirst("^- ", ""))
                .filter(line -> line.startsWith("uses:"))
                .map(line -> line.substring("uses:".length()).strip())
                .toList();

        assertFalse(uses.isEmpty());
        uses.forEach(action -> assertTrue(PINNED.matcher(action).matches(), action));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void workflowPermissions_areReadOnlyByDefault(Path workflow) throws IOException {
        String text = Files.readString(workflow);

        assertTrue(text.contains("\npermissions:\n  contents: read\n"));
        assertFalse(text.contains("write-all"));
        assertFalse(text.contains("pull_request_target"));
    }

    static Stream<Path> workflows() {
        try (Stream<Path> files = Files.list(Path.of(".github/workflows"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
