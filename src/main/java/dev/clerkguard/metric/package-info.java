/** What is measured of no feature in particular, and how features measure what several of them have. Knows no other room. */
package dev.clerkguard.metric;
