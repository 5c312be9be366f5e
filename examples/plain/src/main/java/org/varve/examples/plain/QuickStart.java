package org.varve.examples.plain;

// readme: quick-start
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

public class QuickStart {
    public static void main(String[] args) {
        CachingProvider provider = Caching.getCachingProvider("org.varve.jcache.VarveCachingProvider");
        try (CacheManager manager = provider.getCacheManager()) {
            Cache<String, byte[]> cache = manager.createCache("images",
                    new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
            cache.put("logo", new byte[] {1, 2, 3});
            System.out.println(cache.get("logo").length);   // 3
        }
    }
}
// readme: end
