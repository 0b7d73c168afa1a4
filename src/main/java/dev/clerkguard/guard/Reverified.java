package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only for a user who has proved lately who they are. The refusal is the one that the hook {@code useReverification}
 * of Clerk's front-end SDKs understands: it lets the user verify again and repeats the request (Clerk docs,
 * "Reverification").
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Reverified {
    /** A preset, {@code strict_mfa}, {@code strict}, {@code moderate}, {@code lax}, or {@code second_factor:10}. */
    String value();
}
