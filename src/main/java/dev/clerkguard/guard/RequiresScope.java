package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets machine credentials pass that have all of these scopes; others are refused with 403 scope-missing. A session token
 * has no scopes, so it never passes. Use it together with {@link Accepts}.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {
    /** Scopes as Clerk has them, {@code invoices:read}; case-sensitive. */
    String[] value();
}
