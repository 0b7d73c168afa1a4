package dev.clerkguard.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.clerkguard.token.TokenType;

/**
 * The kinds of credentials that a resource accepts; without it, session tokens only. On a bean, the kinds that may call
 * it. Others are refused with 401 token-type-mismatch, before anything is verified.
 *
 * <p>The annotation that is nearest replaces the others: first the method's, then that of a method which it overrides,
 * then that of the class, then those of its supertypes. It may be on an annotation of your own.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Accepts {
    TokenType[] value();
}
