/** The HTTP API: what a single-page application, and whoever is asked to trust it, can call. */
package dev.clerkguard.api;
