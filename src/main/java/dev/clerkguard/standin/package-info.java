/** A stand-in for Clerk in dev, test and stand-in builds, so that the service runs without a Clerk account. */
package dev.clerkguard.standin;
