package org.varve.store;

import java.util.HashMap;
import java.util.Map;
import org.varve.store.index.CacheAccount;

/**
 * Grants the floors that caches wish. All together get at most half of the budget, or nothing could be evicted any more that is not below a floor; if they wish more,
 * each gets the same part of its wish.
 */
final class Floors {
    private static final int SHARE = 2;

    private final Map<CacheAccount, Long> wishes = new HashMap<>();
    private long budget;

    Floors(long budget) {
        this.budget = budget;
    }

    synchronized void add(CacheAccount account, long wish) {
        if (wish > 0) {
            wishes.put(account, wish);
            grant();
        }
    }

    synchronized void remove(CacheAccount account) {
        if (wishes.remove(account) != null) {
            grant();
        }
    }

    /** The budget has changed. */
    synchronized void resize(long bytes) {
        budget = bytes;
        grant();
    }

    private void grant() {
        double sum = wishes.values().stream().mapToDouble(Long::doubleValue).sum();
        double part = Math.min(1, budget / SHARE / Math.max(1, sum));
        wishes.forEach((account, wish) -> account.setFloor((long) (wish * part)));
    }
}
