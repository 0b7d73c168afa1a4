package dev.clerkguard.standin;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All that a restart would lose.
 *
 * @param file the hash of the people file; when the file has another one, users and organisations are read from it
 * @param resources by kind
 */
record StandInState(
        String file,
        List<User> users,
        List<Organization> organizations,
        List<Membership> memberships,
        List<BrowserSession> sessions,
        List<BrowserClient> clients,
        List<Ticket> tickets,
        Map<String, List<ObjectNode>> resources) {}
