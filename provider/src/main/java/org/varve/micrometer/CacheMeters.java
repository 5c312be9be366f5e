package org.varve.micrometer;

import io.micrometer.core.instrument.Tags;
import org.varve.jcache.VarveCache;

/** The meters of a cache. */
final class CacheMeters {
    private CacheMeters() {
    }

    /** Those that are always there. */
    static void bind(Meters<VarveCache<?, ?>> meters) {
        meters.gauge("varve.cache.records", "entries", "Entries, expired ones that nobody has met included", cache -> cache.figures().memory().records());
        meters.gauge("varve.cache.memory", Meters.BYTES, "Bytes of the records", cache -> cache.figures().memory().bytes());
        meters.gauge("varve.cache.floor", Meters.BYTES, "Bytes below which entries are evicted last; 0 for none", cache -> cache.figures().memory().floor());
        meters.gauge("varve.cache.ceiling", Meters.BYTES, "Bytes above which entries are evicted first; infinite for none",
                cache -> cache.figures().memory().ceiling() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : cache.figures().memory().ceiling());
        meters.counter("varve.cache.evictions", "entries", "Entries evicted for lack of room", cache -> cache.figures().memory().evictions());
        meters.counter("varve.cache.expirations", "entries", "Expired entries that the store dropped by itself",
                cache -> cache.figures().memory().expirations());
        meters.counter("varve.cache.oversized", "entries", "Entries that could not be kept at all", cache -> cache.figures().memory().oversized());
        meters.gauge("varve.cache.compression", "ratio", "Bytes of values that became one; 1 where nothing is compressed",
                cache -> cache.figures().compression().ratio());
    }

    /** Those of a cache whose statistics are enabled. */
    static void bindCounts(Meters<VarveCache<?, ?>> meters) {
        String gets = "varve.cache.gets";
        meters.counter(gets, Tags.of("result", "hit"), "entries", "Look-ups, by what they found", cache -> cache.figures().hits());
        meters.counter(gets, Tags.of("result", "miss"), "entries", "Look-ups, by what they found", cache -> cache.figures().misses());
        meters.gauge("varve.cache.hit.ratio", "ratio", "The part of all look-ups that found something, since the start", cache -> cache.figures().hitRatio());
        meters.counter("varve.cache.puts", "entries", "Entries created or updated", cache -> cache.figures().puts());
        meters.counter("varve.cache.removals", "entries", "Entries removed", cache -> cache.figures().removals());
    }
}
