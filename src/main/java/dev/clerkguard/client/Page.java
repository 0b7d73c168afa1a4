package dev.clerkguard.client;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list at Clerk. The list can change between two calls, so an element can be missing or appear twice.
 *
 * @param items the elements; one that cannot be read is left out
 * @param total the length of the list; empty where Clerk does not say it
 * @param next the request for the next page; empty after the last one
 */
public record Page<T>(List<T> items, Optional<Integer> total, Optional<PageRequest> next) {}
