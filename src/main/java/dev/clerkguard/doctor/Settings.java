package dev.clerkguard.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings by name, as text without white space around it. What is empty is not set. */
record Settings(Function<String, Optional<String>> source) {
    Optional<String> get(String name) {
        return source.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean isOn(String name) {
        return get(name).filter("true"::equals).isPresent();
    }

    List<String> list(String name) {
        return get(name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
