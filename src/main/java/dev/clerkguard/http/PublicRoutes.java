package dev.clerkguard.http;

import io.vertx.ext.web.Route;

/**
 * Marks routes of this service that need no session token, because they authenticate in another way or serve nothing.
 */
public final class PublicRoutes {
    private static final String MARK = PublicRoutes.class.getName();

    private PublicRoutes() {}

    /** @return the route */
    public static Route mark(Route route) {
        return route.putMetadata(MARK, true);
    }

    public static boolean isMarked(Route route) {
        return Boolean.TRUE.equals(route.getMetadata(MARK));
    }
}
