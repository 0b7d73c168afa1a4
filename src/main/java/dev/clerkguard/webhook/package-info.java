/** What Clerk tells by webhook: signed events in; denials, and users remembered or forgotten, out. */
package dev.clerkguard.webhook;
