package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.observe.OversizedReport;
import org.varve.store.observe.PassKind;
import org.varve.store.observe.PassReport;
import org.varve.store.observe.ResizeReport;
import org.varve.store.observe.StallReport;
import org.varve.store.observe.StoreObserver;
import org.varve.store.observe.SweepReport;
import org.varve.store.reclaim.ReclaimFigures;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentFigures;

/** What a store tells its observer while it works adds up to what its figures say afterwards. */
class StoreObserverTest {
    private static final Geometry GEOMETRY = new Geometry(12, 1024, 20, 8, 14, 1);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Notes notes = new Notes();

    /** Keeps all reports. */
    private static final class Notes implements StoreObserver {
        private final List<PassReport> passes = new ArrayList<>();
        private final List<SweepReport> sweeps = new ArrayList<>();
        private final List<StallReport> stalls = new ArrayList<>();
        private final List<OversizedReport> oversized = new ArrayList<>();
        private final List<ResizeReport> resizes = new ArrayList<>();
        private int closed;

        @Override
        public Consumer<PassReport> passBegins(PassKind kind) {
            return report -> {
                assertEquals(kind, report.kind());
                passes.add(report);
            };
        }

        @Override
        public Consumer<SweepReport> sweepBegins() {
            return sweeps::add;
        }

        @Override
        public Consumer<StallReport> stallBegins() {
            return stalls::add;
        }

        @Override
        public void oversized(OversizedReport report) {
            oversized.add(report);
        }

        @Override
        public void resized(ResizeReport report) {
            resizes.add(report);
        }

        @Override
        public void closed() {
            closed++;
        }

        long sum(ToLongFunction<PassReport> what) {
            return passes.stream().mapToLong(what).sum();
        }

        long nanos(boolean ofEviction) {
            return passes.stream().filter(pass -> pass.kind().mayEvict() == ofEviction).mapToLong(PassReport::nanos).sum();
        }
    }

    private Store open() {
        return stores.open(StoreOptions.of("test", StoreOptions.MIN_CAPACITY, stores.time()).withObserver(notes), GEOMETRY, new CheckedMemory());
    }

    private void put(Keyspace keyspace, int key, int length, long life) {
        long expireAt = life == Expiry.ETERNAL ? Expiry.ETERNAL : stores.time().millis() + life;
        keyspace.put(Mappings.key("k" + key), Mappings.value(key, length), 0, length, expireAt, expireAt);
    }

    @Test
    void passesAddUpToTheFigures() {
        Store store = open();
        Keyspace keyspace = store.openKeyspace("cache", true);
        for (int i = 0; i < 60_000; i++) {
            // Some stay and are overwritten, some live for a while, most are evicted.
            put(keyspace, i % 3 == 0 ? i % 999 : i, 200, i % 5 == 0 ? 1_000 : Expiry.ETERNAL);
            if (i % 1_000 == 0) {
                stores.time().advance(50);
            }
            if (i % 7 == 0) {
                keyspace.get(Mappings.key("k" + i % 999), new ValueBuffer());
            }
        }
        // What is under way is not told before its end.
        while (store.parts().reclaimer().step(Integer.MAX_VALUE, false) && store.figures().records() > 0) {
            store.parts().reclaimer().flush();
        }
        ReclaimFigures figures = store.figures().reclaim();
        assertTrue(figures.evictions() > 10_000, figures::toString);
        assertTrue(figures.compactions() > 0 && figures.evictionPasses() > 0 && figures.copiedBytes() > 0, figures::toString);
        assertEquals(figures.evictions(), notes.sum(PassReport::evictions));
        assertEquals(figures.evictedBytes(), notes.sum(PassReport::evictedBytes));
        assertEquals(figures.copiedBytes(), notes.sum(PassReport::copiedBytes));
        assertEquals(figures.expirations(), notes.sum(PassReport::expirations));
        assertEquals(figures.expiredBytes(), notes.sum(PassReport::expiredBytes));
        assertEquals(figures.compactionNanos(), notes.nanos(false));
        assertEquals(figures.evictionNanos(), notes.nanos(true));
        assertTrue(figures.expirations() > 0 && notes.sum(PassReport::copied) > 0);
        assertEquals(figures.stalls(), notes.stalls.size());
        assertEquals(figures.stallNanos(), notes.stalls.stream().mapToLong(StallReport::nanos).sum());
        assertTrue(notes.stalls.stream().allMatch(stall -> stall.hasRoom() && stall.wantedBytes() >= 4096));
        Set<PassKind> kinds = EnumSet.noneOf(PassKind.class);
        notes.passes.forEach(pass -> kinds.add(pass.kind()));
        assertTrue(kinds.contains(PassKind.COMPACTION) && kinds.contains(PassKind.CONTEST), kinds::toString);
        assertTrue(notes.sum(PassReport::gainedBytes) > figures.evictedBytes() / 2);
        assertTrue(notes.passes.stream().noneMatch(pass -> pass.kind() == PassKind.COMPACTION && pass.evictions() > 0));
    }

    @Test
    void aSweepTellsWhatItTookOut() {
        Store store = open();
        Keyspace keyspace = store.openKeyspace("mortal", true);
        for (int i = 0; i < 10_000; i++) {
            put(keyspace, i, 100, 10_000);
        }
        long bytes = keyspace.bytes();
        stores.time().advance(10_000);
        while (store.parts().reclaimer().work()) {
            assertFalse(store.isClosed());
        }
        ReclaimFigures figures = store.figures().reclaim();
        assertEquals(1, notes.sweeps.size());
        assertEquals(new SweepReport(figures.sweepNanos(), 10_000, bytes), notes.sweeps.get(0));
        assertEquals(List.of(1L, 10_000L, bytes), List.of(figures.sweeps(), figures.expirations(), figures.expiredBytes()));
        assertTrue(figures.sweepNanos() > 0);
    }

    @Test
    void whatIsTooLargeIsToldAndCountsAsEvicted() {
        Store store = open();
        Keyspace keyspace = store.openKeyspace("large", false);
        put(keyspace, 1, 3 << 20, Expiry.ETERNAL);
        put(keyspace, 2, 100, Expiry.ETERNAL);
        assertEquals(1, notes.oversized.size());
        OversizedReport report = notes.oversized.get(0);
        assertEquals("large", report.cache());
        assertTrue(report.bytes() > 3 << 20 && report.bytes() < (3 << 20) + 100, report::toString);
        assertTrue(report.largestBytes() < 3 << 20 && report.largestBytes() > 1 << 19, report::toString);
        assertEquals(List.of(1L, 1L), List.of(store.figures().reclaim().oversized(), store.figures().evictions()));
        assertEquals(new KeyspaceFigures(1, keyspace.bytes(), 0, Long.MAX_VALUE, 1, 0, 1), keyspace.figures());
    }

    @Test
    void anotherBudgetIsTold() {
        Store store = open();
        long before = store.figures().budget();
        store.resize(store.minCapacity());
        assertEquals(List.of(new ResizeReport(before, store.minCapacity(), store.figures().committed())), notes.resizes);
    }

    @Test
    void theEndIsToldOnce() {
        Store store = open();
        Keyspace keyspace = store.openKeyspace("cache", false);
        put(keyspace, 1, 100, Expiry.ETERNAL);
        SegmentFigures segments = store.figures().segmentFigures();
        assertEquals(new SegmentFigures(1, 0, 0, 1, 0, 0), segments);
        assertEquals(1, store.figures().segments());
        store.close();
        store.close();
        assertEquals(1, notes.closed);
        assertEquals(0, keyspace.figures().records());
        assertEquals(SegmentFigures.NONE, store.figures().segmentFigures());
    }

    @Test
    void floorsAreToldAsTheyAreGranted() {
        Store store = open();
        long budget = store.figures().budget();
        Keyspace greedy = store.openKeyspace(KeyspaceOptions.of("greedy", false).withCeiling(10 * budget).withFloor(budget));
        assertEquals(List.of(budget / 2, 10 * budget), List.of(greedy.figures().floor(), greedy.figures().ceiling()));
    }
}
