package org.varve.examples.plain;

import io.micrometer.core.instrument.MeterRegistry;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.varve.jcache.VarveCache;
import org.varve.micrometer.VarveMeters;

/** What a cache does, for people and for dashboards. */
final class Figures {

    private Figures() {
    }

    static void show(Cache<?, ?> cache, CacheManager cacheManager, MeterRegistry meterRegistry) {
        // readme: figures
        System.out.println(cache.unwrap(VarveCache.class).figures());   // cache 'names' in store 'default': records, bytes, hit ratio ...
        new VarveMeters(cacheManager).bindTo(meterRegistry);            // Micrometer; Spring Boot 3.5 and 4 do it by themselves
        // readme: end
    }
}
