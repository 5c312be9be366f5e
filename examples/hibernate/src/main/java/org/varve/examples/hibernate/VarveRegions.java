package org.varve.examples.hibernate;

import org.hibernate.SessionFactory;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.hibernate.cache.spi.CacheImplementor;
import org.hibernate.cache.spi.RegionFactory;
import org.varve.jcache.VarveCacheManager;

/** The way from a session factory to Varve's own figures. */
public final class VarveRegions {

    private VarveRegions() {
    }

    /** Returns the cache manager that holds the session factory's regions. */
    public static VarveCacheManager of(SessionFactory factory) {
        RegionFactory regions = factory.getCache().unwrap(CacheImplementor.class).getRegionFactory();
        return ((JCacheRegionFactory) regions).getCacheManager().unwrap(VarveCacheManager.class);
    }
}
