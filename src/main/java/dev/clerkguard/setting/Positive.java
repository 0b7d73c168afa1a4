package dev.clerkguard.setting;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * On a member of a {@link io.smallrye.config.ConfigMapping} of {@code clerk.*}: the start ends with one line when the setting
 * is zero or negative. Without this annotation zero is allowed, and a negative value is refused all the same.
 */
@Documented
@Target(METHOD)
@Retention(RUNTIME)
public @interface Positive {}
