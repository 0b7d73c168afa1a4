package dev.clerkguard.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.ConfigurationException;

/** docs/reasons.md has one section for each reason, below the heading of its status. */
class ReasonsPageTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^## .*: (\\d{3})$|^## .*$|^### (.*)$");
    private static final Pattern SETTING = Pattern.compile("clerk\\.[a-z]+(?:\\.[a-z-]+|-[a-z-]+)");

    @Test
    void pageHasASectionForEachReason_belowItsStatus() throws IOException {
        Map<String, Set<String>> expected = Stream.of(Reason.values())
                .collect(Collectors.groupingBy(
                        reason -> String.valueOf(reason.status()),
                        TreeMap::new,
                        Collectors.mapping(Reason::code, Collectors.toCollection(TreeSet::new))));
        Map<String, Set<String>> found = sections();
        found.keySet().retainAll(expected.keySet());

        assertEquals(expected, found);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void typeOfAProblem_isTheAddressOfItsSection(Reason reason) {
        assertEquals(
                ProblemConfig.DOCUMENTATION + "#" + reason.code(),
                Problem.of(reason, "…").type());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 406, 408, 413, 415, 500, 503})
    void statusWithoutAReason_hasASection(int status) throws IOException {
        String reason = Problem.ofStatus(status, "…").reason();

        assertTrue(sections().get("").contains(reason), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasons.md", "https://docs.example.com/reasons#top", "no address"})
    void documentationThatIsNotAPage_isRefused(String address) {
        assertThrows(ConfigurationException.class, () -> ProblemDocumentation.page(address));
    }

    @Test
    void settingsOnThePage_exist() throws IOException {
        String settings = Files.readString(Path.of("application.properties.example"));
        Set<String> unknown = SETTING.matcher(Files.readString(Path.of("docs/reasons.md")))
                .results()
                .map(MatchResult::group)
                .filter(name -> !settings.contains(name + "=") && !settings.contains(name + "."))
                .collect(Collectors.toSet());

        assertEquals(Set.of(), unknown);
    }

    /** The third-level headings by the status that their second-level heading names; empty where it names none. */
    private static Map<String, Set<String>> sections() throws IOException {
        Map<String, Set<String>> sections = new TreeMap<>();
        String status = "";
        Matcher heading = HEADING.matcher(Files.readString(Path.of("docs/reasons.md")));
        while (heading.find()) {
            if (heading.group(2) == null) {
                status = heading.group(1) == null ? "" : heading.group(1);
            } else {
                sections.computeIfAbsent(status, name -> new TreeSet<>()).add(heading.group(2));
            }
        }
        return sections;
    }
}
