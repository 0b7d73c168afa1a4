/** What whoever runs the service sees of it from outside: how it ends. */
package dev.clerkguard.operations;
