package dev.clerkguard.example;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.clerkguard.guard.RequiresPlan;
import dev.clerkguard.guard.Reverified;
import dev.clerkguard.session.Session;

/** What {@code examples/spa} calls: one action for each kind of requirement. */
@Path("/example/invoices")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class InvoiceResource {
    private final Session session;
    private final Invoices invoices;

    InvoiceResource(Session session, Invoices invoices) {
        this.session = session;
        this.invoices = invoices;
    }

    @GET
    @APIResponse(responseCode = "200", description = "The invoices, newest first")
    public List<Invoice> list() {
        return invoices.of(owner());
    }

    @POST
    @APIResponse(responseCode = "200", description = "The new draft")
    @RolesAllowed("org:admin")
    public Invoice create() {
        return invoices.create(owner());
    }

    @GET
    @Path("/report")
    @APIResponse(responseCode = "200", description = "The sums")
    @RequiresPlan("org:business")
    public InvoiceReport report() {
        return InvoiceReport.of(invoices.of(owner()));
    }

    /** Answers 204. The fetcher that useReverification gets must cope with that: docs/develop-offline.md. */
    @DELETE
    @Path("/drafts")
    @APIResponse(responseCode = "204", description = "There are no drafts any more")
    @Reverified("strict")
    public void deleteDrafts() {
        invoices.deleteDrafts(owner());
    }

    private String owner() {
        return session.organization().map(Session.Organization::id).orElse(session.userId());
    }
}
