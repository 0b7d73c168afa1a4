package dev.clerkguard.example;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An invoice of the example.
 *
 * @param amount in euros
 */
@Schema(requiredProperties = {"number", "customer", "amount", "due", "status"})
public record Invoice(String number, String customer, BigDecimal amount, LocalDate due, Status status) {
    public enum Status {
        DRAFT,
        OPEN,
        PAID
    }
}
