package org.varve.examples.hibernate.staleness;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the transactions of a run came to. */
final class Figures {

    /** What a transaction was, or what became of it. */
    enum Kind {
        READ, QUERY, UPDATE, REPLACEMENT, BULK_UPDATE, EVICTION, ROLLED_BACK, CONFLICT, REFUSED
    }

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    Figures() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void count(Kind kind) {
        counts.get(kind).increment();
    }

    long of(Kind kind) {
        return counts.get(kind).sum();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
