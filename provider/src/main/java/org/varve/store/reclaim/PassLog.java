package org.varve.store.reclaim;

import java.util.function.Consumer;
import org.varve.store.observe.PassKind;
import org.varve.store.observe.PassReport;

/** Times the passes of one worker, and tells how they went. Used by whoever holds the worker's lock. */
final class PassLog {
    private final Reporting reporting;
    private final Tally tally;
    /** Null if nobody wants to hear of this pass. */
    private Consumer<PassReport> listener;
    private long nanos;

    PassLog(Reporting reporting, Tally tally) {
        this.reporting = reporting;
        this.tally = tally;
    }

    void begin(PassKind kind) {
        listener = reporting.observer().passBegins(kind);
        nanos = 0;
        tally.begin();
    }

    long start() {
        return reporting.nanos();
    }

    /** A slice has been dealt with, or has failed. Returns the nanoseconds that it took. */
    long worked(PassKind kind, long start) {
        long spent = reporting.nanos() - start;
        nanos += spent;
        reporting.counters().worked(kind, spent);
        return spent;
    }

    /** @param gainedBytes blocks given back less blocks taken */
    void end(PassKind kind, boolean isComplete, long gainedBytes) {
        Consumer<PassReport> told = listener;
        listener = null;
        if (told != null) {
            told.accept(new PassReport(kind, isComplete, nanos, tally.copied(), tally.copiedBytes(), tally.evicted(), tally.evictedBytes(), tally.expired(),
                    tally.expiredBytes(), gainedBytes));
        }
    }
}
