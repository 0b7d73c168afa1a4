/** Spans for requests and for what they ask Clerk, without who it was or what he sent. Only in a build with -Dtracing. */
package dev.clerkguard.tracing;
