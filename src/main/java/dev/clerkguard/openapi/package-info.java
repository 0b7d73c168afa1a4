/** When the OpenAPI document is read. What it says of protected resources is in {@code guard}. */
package dev.clerkguard.openapi;
