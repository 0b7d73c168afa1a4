/** Spans for requests and for calls of Clerk, without ids and secrets. Part of a build with -Dtracing only. */
package dev.clerkguard.tracing;
