package dev.clerkguard.example;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.clerkguard.example.Invoice.Status;

/** The invoices of each organisation, or of a user without one. They are in memory: a restart brings the first ones back. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class Invoices {
    /** Bounds the memory that callers can fill. The oldest draft goes first. */
    private static final int MAX_PER_OWNER = 50;

    private static final LocalDate FIRST_DUE = LocalDate.of(2026, 12, 1);

    private final Map<String, List<Invoice>> byOwner = new ConcurrentHashMap<>();

    List<Invoice> of(String owner) {
        return byOwner.getOrDefault(owner, examples());
    }

    Invoice create(String owner) {
        return byOwner.compute(owner, (key, present) -> {
                    List<Invoice> invoices = new ArrayList<>(present == null ? examples() : present);
                    int number = Integer.parseInt(invoices.get(0).number().substring(2)) + 1;
                    invoices.add(0, invoice(number, "New customer", "240.00", Status.DRAFT));
                    return List.copyOf(invoices.subList(0, Math.min(invoices.size(), MAX_PER_OWNER)));
                })
                .get(0);
    }

    void deleteDrafts(String owner) {
        byOwner.compute(owner, (key, present) -> (present == null ? examples() : present)
                .stream().filter(invoice -> invoice.status() != Status.DRAFT).toList());
    }

    private static List<Invoice> examples() {
        return List.of(
                invoice(1047, "Babbage & Sons", "1280.00", Status.DRAFT),
                invoice(1046, "Difference Engines Ltd", "4820.50", Status.OPEN),
                invoice(1045, "Jacquard Looms", "960.00", Status.OPEN),
                invoice(1044, "Royal Astronomical Society", "2415.75", Status.OPEN),
                invoice(1043, "Somerville Press", "640.00", Status.PAID),
                invoice(1042, "Menabrea & Co", "3150.00", Status.PAID),
                invoice(1041, "Faraday Laboratories", "1899.90", Status.PAID));
    }

    private static Invoice invoice(int number, String customer, String amount, Status status) {
        LocalDate due = FIRST_DUE.plusDays(3L * (number - 1041));
        return new Invoice("T-" + number, customer, new BigDecimal(amount), due, status);
    }
}
