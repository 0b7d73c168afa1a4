/** What resources ask of Clerk: the injectable client, and the objects of the Backend API. */
package dev.clerkguard.client;
