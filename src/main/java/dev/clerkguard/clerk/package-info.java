/** The client of Clerk's Backend API: time-outs, retries, circuit breaker and errors. */
package dev.clerkguard.clerk;
