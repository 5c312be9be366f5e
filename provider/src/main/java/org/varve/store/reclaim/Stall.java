package org.varve.store.reclaim;

import java.util.function.Consumer;
import org.varve.store.observe.StallReport;

/** A writer that helps or waits, from its beginning until it is told and counted. */
final class Stall {
    private final Reporting reporting;
    /** Null if nobody wants to hear of it. */
    private final Consumer<StallReport> listener;
    private final long start;

    Stall(Reporting reporting) {
        this.reporting = reporting;
        this.listener = reporting.observer().stallBegins();
        this.start = reporting.nanos();
    }

    /** How long it has taken so far. */
    long nanos() {
        return reporting.nanos() - start;
    }

    /** Once, whatever became of it. */
    void end(long wantedBytes, boolean hasRoom) {
        long nanos = nanos();
        if (listener != null) {
            listener.accept(new StallReport(nanos, wantedBytes, hasRoom));
        }
        reporting.counters().stalled(nanos);
    }
}
