package org.varve.jcache.redeployed;

import javax.cache.CacheManager;

/** What a container lends its applications. */
public final class Container {
    private static volatile CacheManager manager;

    private Container() {
    }

    /** The container's own manager. */
    public static CacheManager manager() {
        return manager;
    }

    static void lend(CacheManager lent) {
        manager = lent;
    }
}
