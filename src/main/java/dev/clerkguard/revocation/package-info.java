/** Revoked sessions, banned users and outdated tokens, checked on every request. */
package dev.clerkguard.revocation;
