package dev.clerkguard.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sends bytes that no HTTP client would, and reads what comes back. */
public final class RawHttp {
    private static final int MILLISECONDS = 5000;

    private RawHttp() {}

    /** @param body what there is of it; an answer to HEAD, and one whose status is 204, has none */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Those that a proxy may take over from its client. The last one is none. */
    public static Stream<String> methods() {
        return Stream.of(
                "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "INVENTED");
    }

    /** A request with these lines and an empty one, and the answer to it. Fails when none comes within five seconds. */
    public static Answer send(int port, String... lines) {
        return answers(port, 1, String.join("\r\n", lines) + "\r\n\r\n").get(0);
    }

    /** What is answered to these bytes, sent on one connection. */
    public static List<Answer> answers(int port, int count, String bytes) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(MILLISECONDS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            Answer[] answers = new Answer[count];
            for (int i = 0; i < count; i++) {
                answers[i] = read(in, bytes.startsWith("HEAD "));
            }
            return List.of(answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer read(InputStream in, boolean bodiless) throws IOException {
        String[] status = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + "," + other);
        }
        int length = bodiless ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(
                Integer.parseInt(status[1]), headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The connection ended in the middle of an answer.");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
