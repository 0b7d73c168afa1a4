/** Clerk's webhooks: verification of the signature, admission, de-duplication, and one handler for each type of event. */
package dev.clerkguard.webhook;
