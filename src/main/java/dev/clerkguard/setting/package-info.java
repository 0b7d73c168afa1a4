/** Bounds of settings, declared on the members of the configuration interfaces. */
package dev.clerkguard.setting;
