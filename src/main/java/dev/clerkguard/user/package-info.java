/** The current user: cache, single flight, stale-if-error, and the User record. */
package dev.clerkguard.user;
