package dev.clerkguard.floor;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An answer that the service gave to the same request: its headers, except those that Quarkus REST writes itself
 * (Content-Type and Content-Length), and its body.
 */
record Answer(List<Header> headers, byte[] body) {
    record Header(CharSequence name, CharSequence value) {}

    /** Reads {@code name.headers}, one header a line, and {@code name.body}. */
    static Answer read(Path directory, String name) {
        try {
            return new Answer(
                    Files.readAllLines(directory.resolve(name + ".headers"), StandardCharsets.US_ASCII).stream()
                            .map(Answer::header)
                            .toList(),
                    Files.readAllBytes(directory.resolve(name + ".body")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        return new Header(
                HttpHeaders.createOptimized(line.substring(0, colon)),
                HttpHeaders.createOptimized(line.substring(colon + 1).strip()));
    }

    /** Sets the headers and returns the body. */
    byte[] on(HttpServerResponse response) {
        for (Header header : headers) {
            response.headers().set(header.name(), header.value());
        }
        return body;
    }
}
