/** The signing keys: where they come from, when they are refreshed, and what happens while Clerk is away. */
package dev.clerkguard.keys;
