package dev.clerkguard.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matches request paths with the template of a resource (Jakarta REST 3.1, section 3.4). */
final class PathTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*[\\w.-]+\\s*(?::((?:[^{}]|\\{[^{}]*\\})+))?\\}");
    private static final Pattern MATRIX_PARAMETER = Pattern.compile(";[^/]*");
    private static final String SEGMENT = "[^/]+";

    private final Pattern pattern;

    /** @param template such as {@code /shops/{id: [0-9]+}} */
    PathTemplate(String template) {
        StringBuilder regex = new StringBuilder();
        Matcher variables = VARIABLE.matcher(template);
        int literal = 0;
        while (variables.find()) {
            regex.append(Pattern.quote(template.substring(literal, variables.start())));
            String expression = variables.group(1);
            regex.append("(?:")
                    .append(expression == null ? SEGMENT : expression.strip())
                    .append(")");
            literal = variables.end();
        }
        pattern = Pattern.compile(regex.append(Pattern.quote(template.substring(literal))) + "/*");
    }

    /** @param path decoded, below the path of Quarkus REST */
    boolean matches(String path) {
        String plain = MATRIX_PARAMETER.matcher(path).replaceAll("").replaceAll("/+", "/");
        return pattern.matcher(plain.startsWith("/") ? plain : "/" + plain).matches();
    }
}
