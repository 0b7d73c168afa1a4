package dev.clerkguard.example;

import java.math.BigDecimal;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The sums of all invoices, in euros. */
@Schema(requiredProperties = {"outstanding", "paid"})
public record InvoiceReport(BigDecimal outstanding, BigDecimal paid) {
    static InvoiceReport of(List<Invoice> invoices) {
        return new InvoiceReport(sum(invoices, Invoice.Status.OPEN), sum(invoices, Invoice.Status.PAID));
    }

    private static BigDecimal sum(List<Invoice> invoices, Invoice.Status status) {
        return invoices.stream()
                .filter(invoice -> invoice.status() == status)
                .map(Invoice::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
