/** The closed list of reasons for a refusal, and the mapper of exceptions to HTTP answers. */
package dev.clerkguard.problem;
