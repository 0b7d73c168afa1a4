/** Protected by default: the filter in front of every resource method, and the annotations a resource may carry. */
package dev.clerkguard.guard;
