package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Only for a session with these features, all of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresFeature {
    /** A name, or {@code org:name} or {@code user:name} for those of the organisation or the user alone. */
    String[] value();
}
