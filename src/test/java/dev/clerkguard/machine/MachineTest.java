package dev.clerkguard.machine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

import dev.clerkguard.testing.MachineStub;

/** Runs with a Backend API that verifies machine credentials, and that a test may bring down. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestResource(value = MachineStub.class, scope = TestResourceScope.MATCHING_RESOURCES)
@interface MachineTest {}
