/** Continues asynchronous work on the Vert.x context of the caller. */
package dev.clerkguard.concurrent;
