/** Metrics that belong to no single feature, and shutdown. */
package dev.clerkguard.observability;
