/** Protects every endpoint and route by default, and enforces the security annotations. */
package dev.clerkguard.guard;
