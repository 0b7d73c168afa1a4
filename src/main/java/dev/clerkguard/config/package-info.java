/** Derives the configuration from Clerk's environment variables and validates it at startup. */
package dev.clerkguard.config;
