package dev.clerkguard.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of problem documents. */
@ConfigMapping(prefix = "clerk.problems")
interface ProblemConfig {
    /** The default of {@link #documentation}: docs/reasons.md in the project's repository. */
    String DOCUMENTATION = "https://github.com/clerk-guard/clerk-guard/blob/main/docs/reasons.md";

    /** The page that {@code type} points to (RFC 9457, section 3.1.1). The reason becomes its fragment. */
    @WithDefault(DOCUMENTATION)
    String documentation();
}
