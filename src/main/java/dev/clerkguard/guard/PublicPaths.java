package dev.clerkguard.guard;

import java.util.Set;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The paths of {@code clerk.public-paths}. */
final class PublicPaths {
    private static final String EVERYTHING_BELOW = "/*";

    private final Set<String> paths;

    /** @throws ConfigurationException for an entry that is no path */
    PublicPaths(Set<String> paths) {
        for (String path : paths) {
            if (!path.startsWith("/") || path.replaceFirst("/\\*$", "").matches(".*[*?#%;\\s].*")) {
                throw new ConfigurationException("CLERK_PUBLIC_PATHS (clerk.public-paths) has an entry that is not a"
                        + " path such as /docs or /docs/*: " + path);
            }
        }
        this.paths = Set.copyOf(paths);
    }

    /**
     * @param path normalized; one that still has an escape in it is not public, since a handler may read it
     * differently
     */
    boolean contains(String path) {
        if (path.indexOf('%') >= 0 || path.indexOf('\\') >= 0) {
            return false;
        }
        return paths.contains(path) || paths.stream().anyMatch(entry -> isBelow(entry, path));
    }

    private static boolean isBelow(String entry, String path) {
        if (!entry.endsWith(EVERYTHING_BELOW)) {
            return false;
        }
        String folder = entry.substring(0, entry.length() - EVERYTHING_BELOW.length());
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
