package org.varve.jcache.internal.flight;

import java.util.function.BiConsumer;
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
        return begin(kind.mayEvict() ? new EvictionEvent() : new CompactionEvent(), PassEvent::set);
    }

    @Override
    public Consumer<SweepReport> sweepBegins() {
        return begin(new SweepEvent(), (event, report) -> {
            event.timeSpent = report.nanos();
            event.expirations = report.expirations();
            event.expiredBytes = report.expiredBytes();
        });
    }

    @Override
    public Consumer<StallReport> stallBegins() {
        return begin(new StallEvent(), (event, report) -> {
            event.wantedBytes = report.wantedBytes();
            event.room = report.hasRoom();
        });
    }

    @Override
    public void oversized(OversizedReport report) {
        commit(new OversizedEvent(), report, (event, told) -> {
            event.cache = told.cache();
            event.bytes = told.bytes();
            event.largestBytes = told.largestBytes();
        });
    }

    @Override
    public void resized(ResizeReport report) {
        commit(new ResizeEvent(), report, (event, told) -> {
            event.fromBytes = told.fromBytes();
            event.toBytes = told.toBytes();
            event.committedBytes = told.committedBytes();
        });
    }

    /** Begins an event that lasts until its report is there. Null if nobody records it. */
    private <E extends StoreEvent, R> Consumer<R> begin(E event, BiConsumer<E, R> set) {
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return report -> {
            event.end();
            commit(event, report, set);
        };
    }

    private <E extends StoreEvent, R> void commit(E event, R report, BiConsumer<E, R> set) {
        if (event.shouldCommit()) {
            set.accept(event, report);
            event.manager = manager;
            event.store = store;
            event.commit();
        }
    }
}
