package org.varve.micrometer;

import io.micrometer.core.instrument.Tags;

/** The meters of a store. */
final class StoreMeters {
    private StoreMeters() {
    }

    static void bind(Meters<StoreReading> meters) {
        bindMemory(meters);
        bindSegments(meters);
        bindWork(meters);
    }

    private static void bindMemory(Meters<StoreReading> meters) {
        String memory = "varve.store.memory";
        String what = "Bytes off the heap; the areas add up to what is taken from the operating system";
        meters.gauge(memory, Tags.of("area", "live"), Meters.BYTES, what, store -> store.figures().live());
        meters.gauge(memory, Tags.of("area", "dead"), Meters.BYTES, what, store -> store.figures().dead());
        meters.gauge(memory, Tags.of("area", "free"), Meters.BYTES, what, store -> store.figures().free());
        meters.gauge(memory, Tags.of("area", "index"), Meters.BYTES, what, store -> store.figures().index());
        meters.gauge("varve.store.budget", Meters.BYTES, "Upper bound of everything off the heap", store -> store.figures().budget());
        meters.gauge("varve.store.committed", Meters.BYTES, "Taken from the operating system", store -> store.figures().committed());
        meters.gauge("varve.store.heap", Meters.BYTES, "Tables on the Java heap", store -> store.figures().heap());
        meters.gauge("varve.store.utilisation", "ratio", "The part of the budget that is live", store -> store.figures().utilisation());
        meters.gauge("varve.store.records", "entries", "Entries of all caches", store -> store.figures().records());
    }

    private static void bindSegments(Meters<StoreReading> meters) {
        String segments = "varve.store.segments";
        String what = "Segments that hold blocks, by state";
        meters.gauge(segments, Tags.of("state", "open"), "segments", what, store -> store.figures().segmentFigures().open());
        meters.gauge(segments, Tags.of("state", "closed"), "segments", what, store -> store.figures().segmentFigures().closed());
        meters.gauge(segments, Tags.of("state", "victim"), "segments", what, store -> store.figures().segmentFigures().victims());
        String streams = "varve.store.streams";
        what = "Segments that hold blocks, by what is in them";
        meters.gauge(streams, Tags.of("stream", "window"), "segments", what, store -> store.figures().segmentFigures().window());
        meters.gauge(streams, Tags.of("stream", "probation"), "segments", what, store -> store.figures().segmentFigures().probation());
        meters.gauge(streams, Tags.of("stream", "protected"), "segments", what, store -> store.figures().segmentFigures().protectedOnes());
    }

    private static void bindWork(Meters<StoreReading> meters) {
        String reclaim = "varve.store.reclaim";
        String what = "Segments emptied, or sweeps for what has expired, and the time spent on them";
        meters.timer(reclaim, Tags.of("kind", "compaction"), what,
                store -> store.figures().reclaim().compactions(), store -> store.figures().reclaim().compactionNanos());
        meters.timer(reclaim, Tags.of("kind", "eviction"), what,
                store -> store.figures().reclaim().evictionPasses(), store -> store.figures().reclaim().evictionNanos());
        meters.timer(reclaim, Tags.of("kind", "expiry"), what,
                store -> store.figures().reclaim().sweeps(), store -> store.figures().reclaim().sweepNanos());
        meters.counter("varve.store.copied", Meters.BYTES, "Records moved to make room", store -> store.figures().reclaim().copiedBytes());
        meters.counter("varve.store.evictions", "entries", "Entries evicted for lack of room", store -> store.figures().reclaim().evictions());
        meters.counter("varve.store.evicted", Meters.BYTES, "Bytes of those", store -> store.figures().reclaim().evictedBytes());
        meters.counter("varve.store.expirations", "entries", "Expired entries that the store dropped by itself",
                store -> store.figures().reclaim().expirations());
        meters.counter("varve.store.expired", Meters.BYTES, "Bytes of those", store -> store.figures().reclaim().expiredBytes());
        meters.counter("varve.store.oversized", "entries", "Entries that could not be kept at all", store -> store.figures().reclaim().oversized());
        meters.timer("varve.store.stalls", Tags.empty(), "Waits of writers for room",
                store -> store.figures().reclaim().stalls(), store -> store.figures().reclaim().stallNanos());
    }
}
