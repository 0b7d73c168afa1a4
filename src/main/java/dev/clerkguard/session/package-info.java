/** The meaning of a verified session token: Session, has(…), requirements, reverification, claims v1 and v2. */
package dev.clerkguard.session;
