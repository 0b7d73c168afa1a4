package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The request says in a query parameter which kinds of credentials are accepted, as forward auth needs it; without the
 * parameter, session tokens only. {@link ForwardAuthParameters} reads it. Not for resources with data of their own: there
 * the client must not choose.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AcceptsParameter {
    /** The name of the parameter. */
    String value();
}
