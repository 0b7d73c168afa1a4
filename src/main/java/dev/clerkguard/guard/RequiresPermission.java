package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Only for a session with these permissions in its active organisation, all of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresPermission {
    /** With or without the {@code org:} prefix: {@code org:invoices:create}. */
    String[] value();
}
