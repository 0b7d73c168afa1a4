/** The endpoints for single-page applications and for forward auth. */
package dev.clerkguard.api;
