package org.varve.examples.hibernate.staleness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.hibernate.SessionFactory;
import org.hibernate.stat.CacheRegionStatistics;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.examples.hibernate.VarveRegions;
import org.varve.jcache.VarveCacheManager;
import org.varve.store.StoreFigures;

/** No transaction sees what it must not see. The number of transactions is set with -Dstaleness.transactions. */
class StalenessTest {

    private static final long TRANSACTIONS = Long.getLong("staleness.transactions", 3_000);
    private static final int THREADS = Integer.getInteger("staleness.threads", 4);
    private static final long SEED = Long.getLong("staleness.seed", 1);

    private static final int ENOUGH = 10;

    /** Longer than notes live. */
    private static final long EXPIRED_MILLIS = 200;

    /** More than their store can hold; where only the oracle is tested, fewer do. */
    private static final int TICKETS = 8_000;
    private static final int FEW_TICKETS = 500;

    /** Several times what it takes to find the weakest. */
    private static final long WEAKENED_TRANSACTIONS = 40_000;

    @Test
    void noTransactionSeesStaleData() throws Exception {
        try (StalenessDatabase database = new StalenessDatabase(null)) {
            StalenessRun run = new StalenessRun(database.factory(), TICKETS, ENOUGH);
            long start = System.nanoTime();
            run.run(TRANSACTIONS, THREADS, SEED);
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf(Locale.ROOT, "staleness: %,d transactions in %.0f s by %d threads, seed %d, %,d answers checked, %s%n",
                    run.done(), seconds, THREADS, SEED, run.oracle().answers(), run.figures());
            assertEquals(List.of(), run.oracle().violations(), () -> "seed " + SEED + ", " + THREADS + " threads");
            assertEquals(TRANSACTIONS, run.done());
            assertItWasWorthIt(database.factory(), run.figures());
        }
    }

    /** An oracle that is asked nothing objects to nothing. */
    private static void assertItWasWorthIt(SessionFactory factory, Figures figures) throws InterruptedException {
        for (Figures.Kind kind : Figures.Kind.values()) {
            if (kind != Figures.Kind.REFUSED) {
                assertTrue(figures.of(kind) > 0, () -> kind + " in " + figures);
            }
        }
        Statistics statistics = factory.getStatistics();
        for (Class<?> type : List.of(Account.class, Ticket.class, Note.class)) {
            CacheRegionStatistics region = statistics.getDomainDataRegionStatistics(type.getName());
            System.out.printf("staleness: %s: %,d hits, %,d misses, %,d puts%n",
                    type.getSimpleName(), region.getHitCount(), region.getMissCount(), region.getPutCount());
            assertTrue(region.getHitCount() > TRANSACTIONS / 100, type::toString);
            assertTrue(region.getMissCount() > TRANSACTIONS / 100, type::toString);
        }
        assertTrue(statistics.getQueryCacheHitCount() > 0, statistics::toString);

        VarveCacheManager regions = VarveRegions.of(factory);
        StoreFigures lasting = regions.storeFigures("default");
        StoreFigures tight = regions.storeFigures("cache:" + Ticket.class.getName());
        System.out.printf("staleness: tickets: %,d evictions; other regions: %,d evictions, %,d expirations%n",
                tight.evictions(), lasting.evictions(), lasting.expirations());
        assertEquals(0, lasting.evictions(), "accounts and timestamps must not be evicted");
        assertTrue(tight.evictions() > 0, tight::toString);
        Thread.sleep(EXPIRED_MILLIS);
        assertFalse(regions.getCache(Note.class.getName()).iterator().hasNext(), "notes expire");
    }

    @ParameterizedTest
    @EnumSource
    void aWeakenedCacheIsFoundOut(Weakening weakening) throws Exception {
        CacheManager manager = Caching.getCachingProvider("org.varve.jcache.VarveCachingProvider")
                .getCacheManager(URI.create("classpath:" + StalenessDatabase.SETTINGS), null);
        try (StalenessDatabase database = new StalenessDatabase(weakening.of(manager))) {
            StalenessRun run = new StalenessRun(database.factory(), FEW_TICKETS, 1);
            run.run(WEAKENED_TRANSACTIONS, THREADS, SEED);

            System.out.printf("staleness: %s found in %,d transactions: %s%n", weakening, run.done(), run.oracle().violations());
            assertFalse(run.oracle().violations().isEmpty(), () -> weakening + " was not found in " + run.figures());
        }
    }
}
