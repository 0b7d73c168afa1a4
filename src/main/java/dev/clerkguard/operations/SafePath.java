package dev.clerkguard.operations;

import java.util.regex.Pattern;

/** A path as logs and traces may keep it. Somebody sends his token in it sooner or later, and ids say who it was. */
public final class SafePath {
    /** Clerk's ids are shorter; the shortest part of a token that is worth something is longer. */
    private static final Pattern LONG = Pattern.compile("[^.]{41,}");

    private static final Pattern ID = Pattern.compile("[a-z]+_[A-Za-z0-9]{10,}");
    private static final String LEFT_OUT = "*";

    private SafePath() {}

    /** The path with a {@code *} for each segment that an id is in, such as user_2NNEqL2nrIRdJ194ndJqAHwEfxC, or anything longer. */
    public static String of(String path) {
        StringBuilder safe = new StringBuilder();
        int begin = 0;
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', begin)) {
            safe.append(segment(path.substring(begin, end))).append('/');
            begin = end + 1;
        }
        return safe.append(segment(path.substring(begin))).toString();
    }

    /** The order matters: what is not long is looked through for ids in linear time. */
    private static String segment(String text) {
        return LONG.matcher(text).find() || ID.matcher(text).find() ? LEFT_OUT : text;
    }
}
