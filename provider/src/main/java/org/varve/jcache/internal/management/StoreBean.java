package org.varve.jcache.internal.management;

import java.lang.ref.WeakReference;
import org.varve.jcache.management.StoreMXBean;
import org.varve.store.Store;
import org.varve.store.StoreFigures;

/** What a store tells; keeps nobody's store alive. */
public final class StoreBean implements StoreMXBean {
    private final String manager;
    private final String name;
    private final WeakReference<Store> store;

    public StoreBean(String manager, String name, Store store) {
        this.manager = manager;
        this.name = name;
        this.store = new WeakReference<>(store);
    }

    private StoreFigures figures() {
        Store there = store.get();
        return there == null ? StoreFigures.none(0) : there.figures();
    }

    @Override
    public String getManager() {
        return manager;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public long getBudget() {
        return figures().budget();
    }

    @Override
    public long getCommitted() {
        return figures().committed();
    }

    @Override
    public long getLive() {
        return figures().live();
    }

    @Override
    public long getDead() {
        return figures().dead();
    }

    @Override
    public long getFree() {
        return figures().free();
    }

    @Override
    public double getUtilisation() {
        return figures().utilisation();
    }

    @Override
    public long getIndex() {
        return figures().index();
    }

    @Override
    public long getSketch() {
        return figures().sketch();
    }

    @Override
    public long getHeap() {
        return figures().heap();
    }

    @Override
    public long getRecords() {
        return figures().records();
    }

    @Override
    public long getOpenSegments() {
        return figures().segmentFigures().open();
    }

    @Override
    public long getClosedSegments() {
        return figures().segmentFigures().closed();
    }

    @Override
    public long getVictimSegments() {
        return figures().segmentFigures().victims();
    }

    @Override
    public long getWindowSegments() {
        return figures().segmentFigures().window();
    }

    @Override
    public long getProbationSegments() {
        return figures().segmentFigures().probation();
    }

    @Override
    public long getProtectedSegments() {
        return figures().segmentFigures().protectedOnes();
    }

    @Override
    public long getCompactions() {
        return figures().reclaim().compactions();
    }

    @Override
    public long getCompactionNanos() {
        return figures().reclaim().compactionNanos();
    }

    @Override
    public long getCopiedBytes() {
        return figures().reclaim().copiedBytes();
    }

    @Override
    public long getEvictions() {
        return figures().reclaim().evictions();
    }

    @Override
    public long getEvictedBytes() {
        return figures().reclaim().evictedBytes();
    }

    @Override
    public long getEvictionPasses() {
        return figures().reclaim().evictionPasses();
    }

    @Override
    public long getEvictionNanos() {
        return figures().reclaim().evictionNanos();
    }

    @Override
    public long getExpirations() {
        return figures().reclaim().expirations();
    }

    @Override
    public long getExpiredBytes() {
        return figures().reclaim().expiredBytes();
    }

    @Override
    public long getSweeps() {
        return figures().reclaim().sweeps();
    }

    @Override
    public long getSweepNanos() {
        return figures().reclaim().sweepNanos();
    }

    @Override
    public long getStalls() {
        return figures().reclaim().stalls();
    }

    @Override
    public long getStallNanos() {
        return figures().reclaim().stallNanos();
    }

    @Override
    public long getOversized() {
        return figures().reclaim().oversized();
    }
}
