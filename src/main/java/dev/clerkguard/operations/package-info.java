/** What whoever runs the service sees of it from outside: what it logs, how it ends. */
package dev.clerkguard.operations;
