package dev.clerkguard.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;

/**
 * The path below which Quarkus REST serves: {@code quarkus.http.root-path}, then {@code quarkus.rest.path} or
 * {@code @ApplicationPath}.
 */
public final class RestPath {
    private RestPath() {}

    /** With a slash at the beginning and none at the end; empty for {@code /}. Known when routes are registered. */
    public static String prefix() {
        String path =
                ResteasyReactiveRecorder.getCurrentDeployment().getPrefix().replaceAll("^/+|/+$", "");
        return path.isEmpty() ? "" : "/" + path;
    }
}
