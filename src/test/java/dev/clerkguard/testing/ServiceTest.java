package dev.clerkguard.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** Runs with Clerk replaced by {@link ClerkStub}, one for all tests: the service starts once. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestResource(value = ClerkStub.class, scope = TestResourceScope.GLOBAL)
public @interface ServiceTest {}
