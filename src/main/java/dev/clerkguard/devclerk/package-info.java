/** A stand-in for Clerk, so that the service can be tried without an account. In dev and test builds only. */
package dev.clerkguard.devclerk;
