package dev.clerkguard.webhook;

import static dev.clerkguard.clerk.JsonMembers.text;

import java.util.Optional;
import java.util.function.Function;

import dev.clerkguard.client.Membership;
import dev.clerkguard.client.Organization;
import dev.clerkguard.event.ClerkChange;
import dev.clerkguard.event.Delivery;
import dev.clerkguard.event.MembershipCreated;
import dev.clerkguard.event.MembershipDeleted;
import dev.clerkguard.event.MembershipUpdated;
import dev.clerkguard.event.OrganizationCreated;
import dev.clerkguard.event.OrganizationDeleted;
import dev.clerkguard.event.OrganizationUpdated;
import dev.clerkguard.event.SessionCreated;
import dev.clerkguard.event.SessionEnded;
import dev.clerkguard.event.SessionPending;
import dev.clerkguard.event.SessionRemoved;
import dev.clerkguard.event.SessionRevoked;
import dev.clerkguard.event.UserCreated;
import dev.clerkguard.event.UserDeleted;
import dev.clerkguard.event.UserUpdated;
import dev.clerkguard.user.User;
import dev.clerkguard.user.UserReader;

/** Makes the typed change of an event for the observers of resources. */
final class ChangeReader {
    private ChangeReader() {}

    /** Empty when there is no type for the event, or its data lacks an id. */
    static Optional<ClerkChange> read(String deliveryId, ClerkEvent event) {
        Delivery delivery = new Delivery(deliveryId, event.happened());
        return switch (event.type()) {
            case "user.created" -> user(event, user -> new UserCreated(delivery, user));
            case "user.updated" -> user(event, user -> new UserUpdated(delivery, user));
            case "user.deleted" -> id(event, id -> new UserDeleted(delivery, id));
            case "session.created" -> id(event, id -> new SessionCreated(delivery, id, userId(event)));
            case "session.pending" -> id(event, id -> new SessionPending(delivery, id, userId(event)));
            case "session.ended" -> id(event, id -> new SessionEnded(delivery, id, userId(event)));
            case "session.removed" -> id(event, id -> new SessionRemoved(delivery, id, userId(event)));
            case "session.revoked" -> id(event, id -> new SessionRevoked(delivery, id, userId(event)));
            case "organization.created" -> organization(event, known -> new OrganizationCreated(delivery, known));
            case "organization.updated" -> organization(event, known -> new OrganizationUpdated(delivery, known));
            case "organization.deleted" -> id(event, id -> new OrganizationDeleted(delivery, id));
            case "organizationMembership.created" -> membership(event, known -> new MembershipCreated(delivery, known));
            case "organizationMembership.updated" -> membership(event, known -> new MembershipUpdated(delivery, known));
            case "organizationMembership.deleted" -> membership(event, known -> new MembershipDeleted(delivery, known));
            default -> Optional.empty();
        };
    }

    private static Optional<String> userId(ClerkEvent event) {
        return text(event.data(), "user_id");
    }

    private static Optional<ClerkChange> id(ClerkEvent event, Function<String, ClerkChange> change) {
        return text(event.data(), "id").map(change);
    }

    private static Optional<ClerkChange> user(ClerkEvent event, Function<User, ClerkChange> change) {
        return UserReader.read(event.data()).map(change);
    }

    private static Optional<ClerkChange> organization(ClerkEvent event, Function<Organization, ClerkChange> change) {
        return Organization.read(event.data()).map(change);
    }

    private static Optional<ClerkChange> membership(ClerkEvent event, Function<Membership, ClerkChange> change) {
        return Membership.read(event.data()).map(change);
    }
}
