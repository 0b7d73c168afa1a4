/** The command {@code doctor}: says what is wrong or risky in the configuration, one line each, with what to change. */
package dev.clerkguard.doctor;
