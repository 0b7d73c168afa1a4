/** Changes at Clerk as CDI events, for the observers of resources. */
package dev.clerkguard.event;
