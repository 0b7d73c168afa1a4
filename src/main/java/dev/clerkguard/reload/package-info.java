/**
 * Live reload without failed calls, in dev mode. {@link dev.clerkguard.reload.ReloadGate} is the entry; each call that
 * arrives during a restart waits for the new application.
 */
package dev.clerkguard.reload;
