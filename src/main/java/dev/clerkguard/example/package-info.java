/** The endpoints of {@code examples/spa}, in dev, test and stand-in builds only. */
package dev.clerkguard.example;
