/** Clerk's own environment variables, turned into the configuration of this service, and checked once at start. */
package dev.clerkguard.config;
