/** The same news on every replica of this service: through Redis where there is one, and nothing at all without it. */
package dev.clerkguard.replica;
