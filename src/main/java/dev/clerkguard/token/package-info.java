/** From the request to the identity: extract, verify, cache and authenticate a session token. */
package dev.clerkguard.token;
