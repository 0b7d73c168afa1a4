package dev.clerkguard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** An http or https address with a host. */
public record HttpAddress(URI uri) {
    private static final String HTTP = "http";
    private static final String HTTPS = "https";

    /** Empty when the text is not such an address. */
    public static Optional<HttpAddress> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean http = HTTP.equals(uri.getScheme()) || HTTPS.equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(new HttpAddress(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a host on the way can read and change the traffic: http to another machine. */
    public boolean isPlainAndRemote() {
        return HTTP.equals(uri.getScheme()) && !isLoopback(uri.getHost());
    }

    /** Whether this host name is one of this machine's own (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.startsWith("127.");
    }
}
