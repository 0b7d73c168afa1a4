package dev.clerkguard.standin;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names under which the stand-in answers: those of the loopback interface, {@code *.localhost}, which browsers
 * resolve to it (RFC 6761, section 6.3), and others that are configured. A name of another site could be made to lead
 * here (DNS rebinding).
 *
 * @param others lower-case names
 */
record AcceptedHosts(Set<String> others) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    static AcceptedHosts of(Collection<String> others) {
        return new AcceptedHosts(others.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    }

    /** @param authority of the request, such as {@code localhost:8080}; null when it has none */
    boolean accepts(String authority) {
        return authority != null && authority.matches("[\\w.:\\[\\]-]+") && acceptsUri("http://" + authority);
    }

    /** @param origin as a browser sends it, such as {@code http://localhost:5173} */
    boolean acceptsOrigin(String origin) {
        return origin.matches("https?://[^/@]+") && acceptsUri(origin);
    }

    private boolean acceptsUri(String uri) {
        try {
            String host = URI.create(uri).getHost();
            return host != null && acceptsName(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean acceptsName(String name) {
        return LOOPBACK.contains(name) || name.endsWith(".localhost") || others.contains(name);
    }
}
