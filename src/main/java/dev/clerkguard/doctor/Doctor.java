package dev.clerkguard.doctor;

import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.QuarkusApplication;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.config.UnknownSettings;

/**
 * Prints a line for each finding, errors first, and ends with 0 when there is no error, else with 1. What makes a start
 * impossible ends the start of this command, too, with its own line and 1.
 */
public class Doctor implements QuarkusApplication {
    private final Config config;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final PrintStream out;

    Doctor(Config config, ObjectMapper mapper, Clock clock) {
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
        this.out = System.out;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        List<Finding> findings = findings();
        findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .map(Finding::line)
                .forEach(out::println);
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        out.printf("%d errors, %d warnings%n", errors, findings.size() - errors);
        return errors == 0 ? 0 : 1;
    }

    private List<Finding> findings() throws InterruptedException {
        Settings settings = new Settings(name -> config.getOptionalValue(name, String.class));
        List<Finding> findings = new ArrayList<>();
        UnknownSettings.lines(config).forEach(line -> findings.add(Finding.warning(line, "Rename it or remove it.")));
        findings.addAll(new ConfigurationChecks(settings).findings());
        findings.addAll(new RemoteChecks(settings, mapper, clock).findings());
        return findings;
    }
}
