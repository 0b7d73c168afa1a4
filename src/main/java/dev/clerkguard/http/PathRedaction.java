package dev.clerkguard.http;

import java.util.regex.Pattern;

/** Redacts paths for logs and traces: a client may send a token in the path, and ids identify users. */
public final class PathRedaction {
    /** Clerk's ids are shorter. The shortest useful part of a token is longer. */
    private static final Pattern LONG = Pattern.compile("[^.]{41,}");

    private static final Pattern ID = Pattern.compile("[a-z]+_[A-Za-z0-9]{10,}");
    private static final String REDACTED = "*";

    private PathRedaction() {}

    /** Replaces each segment that contains an id, such as {@code user_2abc0123456}, or a long text, by {@code *}. */
    public static String of(String path) {
        StringBuilder safe = new StringBuilder();
        int begin = 0;
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', begin)) {
            safe.append(segment(path.substring(begin, end))).append('/');
            begin = end + 1;
        }
        return safe.append(segment(path.substring(begin))).toString();
    }

    /** The check of the length comes first, so that the search for ids takes linear time. */
    private static String segment(String text) {
        return LONG.matcher(text).find() || ID.matcher(text).find() ? REDACTED : text;
    }
}
