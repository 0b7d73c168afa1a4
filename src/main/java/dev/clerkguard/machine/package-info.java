/** Machine credentials: verifies API keys, M2M tokens and OAuth access tokens, and describes the protected resource. */
package dev.clerkguard.machine;
