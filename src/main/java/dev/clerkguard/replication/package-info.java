/** Events between replicas, and the transport below them: Redis, or none for a single replica. */
package dev.clerkguard.replication;
