package org.varve.examples.footprint;

import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Cache managers with a budget. */
final class Managers {
    private Managers() {
    }

    static CacheManager open(long budget) {
        CachingProvider provider = Caching.getCachingProvider();
        Properties properties = new Properties();
        properties.setProperty("varve.store.capacity", Long.toString(budget));
        return provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader(), properties);
    }

    static String mebibytes(long bytes) {
        return bytes < 0 ? "?" : String.format("%.1f MiB", bytes / (double) (1 << 20));
    }
}
