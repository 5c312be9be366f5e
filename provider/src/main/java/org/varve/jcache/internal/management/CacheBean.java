package org.varve.jcache.internal.management;

import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.varve.codec.CompressionFigures;
import org.varve.jcache.management.CacheFigures;
import org.varve.jcache.management.VarveCacheMXBean;
import org.varve.store.KeyspaceFigures;

/**
 * What a cache tells; keeps nobody's cache alive.
 *
 * @param <C> what knows the figures
 */
public final class CacheBean<C> implements VarveCacheMXBean {
    private static final KeyspaceFigures NOTHING = new KeyspaceFigures(0, 0, 0, Long.MAX_VALUE, 0, 0, 0);

    private final String manager;
    private final String store;
    private final String name;
    private final WeakReference<C> cache;
    private final Function<? super C, CacheFigures> figures;

    /** @param figures reads the cache's figures; must not refer to the cache by itself */
    public CacheBean(String manager, String store, String name, C cache, Function<? super C, CacheFigures> figures) {
        this.manager = manager;
        this.store = store;
        this.name = name;
        this.cache = new WeakReference<>(cache);
        this.figures = figures;
    }

    private KeyspaceFigures memory() {
        C there = cache.get();
        return there == null ? NOTHING : figures.apply(there).memory();
    }

    private CompressionFigures compression() {
        C there = cache.get();
        return there == null ? CompressionFigures.NONE : figures.apply(there).compression();
    }

    @Override
    public String getManager() {
        return manager;
    }

    @Override
    public String getStore() {
        return store;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public long getRecords() {
        return memory().records();
    }

    @Override
    public long getBytes() {
        return memory().bytes();
    }

    @Override
    public long getFloor() {
        return memory().floor();
    }

    @Override
    public long getCeiling() {
        return memory().ceiling();
    }

    @Override
    public long getEvictions() {
        return memory().evictions();
    }

    @Override
    public long getExpirations() {
        return memory().expirations();
    }

    @Override
    public long getOversized() {
        return memory().oversized();
    }

    @Override
    public double getCompressionRatio() {
        return compression().ratio();
    }

    @Override
    public long getCompressedValues() {
        return compression().compressed();
    }

    @Override
    public long getIncompressibleValues() {
        return compression().incompressible();
    }
}
