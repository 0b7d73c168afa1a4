/** What whoever runs the service sees of it from outside: what it logs, what a log may keep, how it ends. */
package dev.clerkguard.operations;
