package dev.clerkguard.standin;

import java.util.Optional;

/** The sign-in tokens and actor tokens. */
final class Tickets {
    private final Store<Ticket> store = new Store<>(Ticket::id);

    Store<Ticket> store() {
        return store;
    }

    /** The ticket, which cannot be used again; empty when it was used, was revoked, has expired or is unknown. */
    synchronized Optional<Ticket> redeem(String token) {
        return store.first(ticket -> ticket.token().equals(token) && ticket.usable(System.currentTimeMillis()))
                .flatMap(ticket -> store.change(ticket.id(), used -> used.with(Ticket.ACCEPTED)));
    }
}
