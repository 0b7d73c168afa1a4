package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md is generated from application.properties.example, which {@link ExamplePropertiesTest} keeps equal to
 * the settings. {@code ./mvnw test -Dtest=ConfigurationPageTest -Dwrite=true} writes the page.
 */
class ConfigurationPageTest {
    private static final Path EXAMPLE = Path.of("application.properties.example");
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Pattern SECTION = Pattern.compile("# --- (.+?) -+");
    private static final Pattern SETTING = Pattern.compile("(#?)([a-z][a-z.-]*)=(.*)");

    @Test
    void page_isTheOneOfTheExample() throws IOException {
        String expected = page(Files.readAllLines(EXAMPLE));
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE), "Run ./mvnw test -Dtest=ConfigurationPageTest -Dwrite=true");
    }

    private static String page(List<String> lines) {
        StringBuilder page = new StringBuilder("""
                # Configuration reference

                Generated from [application.properties.example](../application.properties.example): edit that file, then run
                `./mvnw test -Dtest=ConfigurationPageTest -Dwrite=true`.

                A setting is an environment variable, or a line of `config/application.properties` in the working directory. The
                variable wins. The name of the variable is that of the setting in capitals, with `_` for each dot and hyphen:
                `clerk.users.ttl` is `CLERK_USERS_TTL`. Durations are `300ms`, `5s`, `10m` or `24h`; sizes are `256K` or `64M`.

                IDEs complete `clerk.…` in `application.properties`, with type and default: Quarkus Tools for VS Code, Eclipse and
                IntelliJ read them from the sources of the `@ConfigMapping` interfaces. In VS Code and Eclipse the text at the
                pointer is the Javadoc; in IntelliJ the name leads to it. No metadata file is needed, and none would add to that.
                """);
        List<String> comment = new ArrayList<>();
        for (String line : lines) {
            Matcher section = SECTION.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (section.matches()) {
                page.append("\n## ")
                        .append(section.group(1))
                        .append("\n\n| setting | default | meaning |\n|---|---|---|\n");
                comment.clear();
            } else if (setting.matches()) {
                page.append(
                        row(setting.group(2), setting.group(1).isEmpty(), setting.group(3), String.join(" ", comment)));
                comment.clear();
            } else if (line.startsWith("# ")) {
                comment.add(line.substring(2));
            } else {
                comment.clear();
            }
        }
        return page.toString();
    }

    /** A setting without a default has an example in the file. */
    private static String row(String name, boolean isDefault, String value, String meaning) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String shown = value.isEmpty() ? "–" : isDefault ? "`" + value + "`" : "none; for example `" + value + "`";
        String explained = meaning.isEmpty() ? "As for the setting above." : meaning;
        return "| `%s`<br>`%s` | %s | %s |\n"
                .formatted(name, variable, shown.replace("|", "\\|"), explained.replace("|", "\\|"));
    }
}
