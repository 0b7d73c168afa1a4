/** HTTP server around Jakarta REST: cross-origin checks, body limits, router failures, the access log. */
package dev.clerkguard.http;
