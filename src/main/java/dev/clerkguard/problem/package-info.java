/** The closed list of reasons for a refusal, and the one place that turns them into an HTTP answer. */
package dev.clerkguard.problem;
