/** Clerk's Backend API: the REST client, the users in front of it, and the current request's user. */
package dev.clerkguard.clerk;
