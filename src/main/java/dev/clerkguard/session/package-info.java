/** The session token from the header to the identity: found, verified once, decoded, and kept until it expires. */
package dev.clerkguard.session;
