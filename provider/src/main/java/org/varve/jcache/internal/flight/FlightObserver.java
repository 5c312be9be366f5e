package org.varve.jcache.internal.flight;

import java.util.function.Consumer;
import org.varve.store.observe.OversizedReport;
import org.varve.store.observe.PassKind;
import org.varve.store.observe.PassReport;
import org.varve.store.observe.ResizeReport;
import org.varve.store.observe.StallReport;
import org.varve.store.observe.StoreObserver;
import org.varve.store.observe.SweepReport;

/** Makes an event of each report of a store. An event that nobody records costs one short-lived object for each segment emptied or writer stalled. */
final class FlightObserver implements StoreObserver {
    private final String manager;
    private final String store;

    FlightObserver(String manager, String store) {
        this.manager = manager;
        this.store = store;
    }

    /**
     * Loads and registers the events, now and not in the middle of somebody's put.
     *
     * @throws LinkageError if there is no flight recorder
     */
    static void load() {
        new CompactionEvent().isEnabled();
        new EvictionEvent().isEnabled();
        new SweepEvent().isEnabled();
        new StallEvent().isEnabled();
        new OversizedEvent().isEnabled();
        new ResizeEvent().isEnabled();
    }

    @Override
    public Consumer<PassReport> passBegins(PassKind kind) {
        PassEvent event = kind.mayEvict() ? new EvictionEvent() : new CompactionEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return report -> {
            event.end();
            if (event.shouldCommit()) {
                event.set(report);
                commit(event);
            }
        };
    }

    private void commit(StoreEvent event) {
        event.manager = manager;
        event.store = store;
        event.commit();
    }

    @Override
    public Consumer<SweepReport> sweepBegins() {
        SweepEvent event = new SweepEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return report -> {
            event.end();
            if (event.shouldCommit()) {
                event.timeSpent = report.nanos();
                event.expirations = report.expirations();
                event.expiredBytes = report.expiredBytes();
                commit(event);
            }
        };
    }

    @Override
    public Consumer<StallReport> stallBegins() {
        StallEvent event = new StallEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return report -> {
            event.end();
            if (event.shouldCommit()) {
                event.wantedBytes = report.wantedBytes();
                event.room = report.hasRoom();
                commit(event);
            }
        };
    }

    @Override
    public void oversized(OversizedReport report) {
        OversizedEvent event = new OversizedEvent();
        if (event.shouldCommit()) {
            event.cache = report.cache();
            event.bytes = report.bytes();
            event.largestBytes = report.largestBytes();
            commit(event);
        }
    }

    @Override
    public void resized(ResizeReport report) {
        ResizeEvent event = new ResizeEvent();
        if (event.shouldCommit()) {
            event.fromBytes = report.fromBytes();
            event.toBytes = report.toBytes();
            event.committedBytes = report.committedBytes();
            commit(event);
        }
    }
}
