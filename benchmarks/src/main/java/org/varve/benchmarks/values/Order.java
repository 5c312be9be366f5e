package org.varve.benchmarks.values;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/** A plain object of six fields, as applications cache them: Serializable, and nothing else done for serialization. */
public final class Order implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String customer;
    private final long number;
    private final BigDecimal total;
    private final LocalDate placed;
    private final int items;
    private final boolean paid;

    /** An order. */
    public Order(String customer, long number, BigDecimal total, LocalDate placed, int items, boolean paid) {
        this.customer = customer;
        this.number = number;
        this.total = total;
        this.placed = placed;
        this.items = items;
        this.paid = paid;
    }

    /** Different for each {@code i}, always the same for the same. */
    static Order of(long i) {
        return new Order("Customer No. " + i % 100_000, 4_000_000_000L + i, BigDecimal.valueOf(i % 1_000_000 + 99, 2),
                LocalDate.of(2026, 1, 1).plusDays(i % 365), (int) (i % 40), i % 3 == 0);
    }

    /** Name. */
    public String customer() {
        return customer;
    }

    /** Beyond the range of an int. */
    public long number() {
        return number;
    }

    /** With two decimals. */
    public BigDecimal total() {
        return total;
    }

    /** In 2026. */
    public LocalDate placed() {
        return placed;
    }

    /** Less than 40. */
    public int items() {
        return items;
    }

    /** Every third one is. */
    public boolean paid() {
        return paid;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Order that && customer.equals(that.customer) && number == that.number && total.equals(that.total)
                && placed.equals(that.placed) && items == that.items && paid == that.paid;
    }

    @Override
    public int hashCode() {
        return Objects.hash(customer, number);
    }
}
