package dev.clerkguard.devclerk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.clerkguard.devclerk.Cast.Person;

/** Each person has one session at a time; when it is revoked, signing in again makes the next. */
final class Sessions {
    private static final Pattern ID = Pattern.compile("sess_([a-z]+)_(\\d{1,9})");

    private final Cast cast;
    private final Map<String, Integer> number = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    Sessions(Cast cast) {
        this.cast = cast;
    }

    String current(Person person) {
        String id = id(person, number.getOrDefault(person.name(), 1));
        if (!revoked.contains(id)) {
            return id;
        }
        number.merge(person.name(), 2, (before, second) -> before + 1);
        return current(person);
    }

    /** Whose session this is. */
    Optional<Person> owner(String sessionId) {
        Matcher id = ID.matcher(sessionId);
        return id.matches()
                ? cast.person(id.group(1))
                        .filter(person -> Integer.parseInt(id.group(2)) <= number.getOrDefault(person.name(), 1))
                : Optional.empty();
    }

    /** All that there were since the start. */
    List<String> of(Person person) {
        return IntStream.rangeClosed(1, number.getOrDefault(person.name(), 1))
                .mapToObj(number -> id(person, number))
                .toList();
    }

    /** Returns whether it was alive until now. */
    boolean revoke(String sessionId) {
        return revoked.add(sessionId);
    }

    private static String id(Person person, int number) {
        return "sess_" + person.name() + "_" + number;
    }

    boolean revoked(String sessionId) {
        return revoked.contains(sessionId);
    }
}
