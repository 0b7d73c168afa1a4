package dev.clerkguard.testing;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus would read at one moment (Prometheus docs, "Exposition formats"). */
public final class PrometheusScrape {
    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? (\\S+)");

    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

    private final Map<String, Double> samples = new HashMap<>();

    private PrometheusScrape(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalStateException("not a sample: " + line);
            }
            String labels = sample.group(2) == null ? "" : sample.group(2);
            samples.put(key(sample.group(1), labels.split(",(?=[a-z_]+=\")")), Double.valueOf(sample.group(3)));
        });
    }

    /** @param url of the management port's /q/metrics */
    public static PrometheusScrape of(String url) {
        return new PrometheusScrape(
                given().get(url).then().statusCode(200).extract().body().asString());
    }

    /**
     * The value of one series; 0 when there is none, as Prometheus' rate() has it.
     *
     * @param labels each as {@code name="value"}, in any order
     */
    public double value(String name, String... labels) {
        return samples.getOrDefault(key(name, labels), 0.0);
    }

    public boolean has(String name, String... labels) {
        return samples.containsKey(key(name, labels));
    }

    /** Over all series of one name. */
    public double sum(String name) {
        return series(name).stream().mapToDouble(samples::get).sum();
    }

    /** The names of all series. */
    public Set<String> names() {
        return samples.keySet().stream()
                .map(sample -> sample.substring(0, sample.indexOf('{')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics whose names begin so, a histogram's series as one, each with the names of its labels. */
    public Map<String, Set<String>> families(String prefix) {
        Map<String, Set<String>> families = new TreeMap<>();
        samples.keySet().stream().filter(sample -> sample.startsWith(prefix)).forEach(sample -> {
            String name = sample.substring(0, sample.indexOf('{')).replaceFirst("_(bucket|count|sum|max)$", "");
            Set<String> labels = families.computeIfAbsent(name, first -> new TreeSet<>());
            LABEL.matcher(sample.substring(sample.indexOf('{')))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !label.equals("le"))
                    .forEach(labels::add);
        });
        return families;
    }

    /** The labels of all series of one name. */
    public Set<String> series(String name) {
        return samples.keySet().stream()
                .filter(sample -> sample.startsWith(name + "{"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(String name, String... labels) {
        return name + new TreeSet<>(Set.of(labels)).stream().collect(Collectors.joining(",", "{", "}"));
    }
}
