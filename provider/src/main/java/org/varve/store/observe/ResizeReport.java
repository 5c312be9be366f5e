package org.varve.store.observe;

/**
 * A change of the budget.
 *
 * @param fromBytes      the budget before
 * @param toBytes        the budget from now on
 * @param committedBytes what is taken from the operating system at this moment
 */
public record ResizeReport(long fromBytes, long toBytes, long committedBytes) {
}
