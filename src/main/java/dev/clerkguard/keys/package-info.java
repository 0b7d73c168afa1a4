/** The JWKS cache: background refresh, look-up by key id, and the PEM key. */
package dev.clerkguard.keys;
