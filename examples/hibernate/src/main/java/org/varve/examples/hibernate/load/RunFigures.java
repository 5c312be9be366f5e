package org.varve.examples.hibernate.load;

import java.time.Duration;
import org.hibernate.stat.Statistics;

/**
 * What one run of the load showed.
 *
 * @param heapBytes used after a collection, with everything still open
 * @param updated   number of names that were changed
 * @param stale     number of those that sessions still saw with an old text when the load was over
 */
public record RunFigures(long operations, Duration elapsed, Counts counts, long heapBytes, long updated, long stale) {

    /** Hits and misses of one kind of cache. */
    public record HitRatio(long hits, long misses) {

        public double value() {
            return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
        }
    }

    /**
     * Hibernate's own counts.
     *
     * @param statements prepared and sent to the database
     * @param regions    look-ups of entities and collections
     */
    public record Counts(long statements, HitRatio regions, HitRatio naturalIds, HitRatio queries) {

        static Counts of(Statistics statistics) {
            return new Counts(statistics.getPrepareStatementCount(),
                    new HitRatio(statistics.getSecondLevelCacheHitCount(), statistics.getSecondLevelCacheMissCount()),
                    new HitRatio(statistics.getNaturalIdCacheHitCount(), statistics.getNaturalIdCacheMissCount()),
                    new HitRatio(statistics.getQueryCacheHitCount(), statistics.getQueryCacheMissCount()));
        }
    }

    public double operationsPerSecond() {
        return operations / (elapsed.toNanos() / 1e9);
    }
}
