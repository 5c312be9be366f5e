package org.varve.tck;

import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** The smallest application that makes a provider take memory, use it and give it back. */
public final class SmallApplication {

    /** Printed as the last thing. */
    static final String DONE = "done";

    private static final int ENTRIES = 10_000;

    private SmallApplication() {}

    /**
     * Fills a cache, reads it, closes it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (var provider = Caching.getCachingProvider()) {
            Cache<Integer, String> cache =
                    provider.getCacheManager().createCache("small", new MutableConfiguration<Integer, String>());
            for (int key = 0; key < ENTRIES; key++) {
                cache.put(key, "value " + key);
            }
            for (int key = 0; key < ENTRIES; key++) {
                if (!("value " + key).equals(cache.get(key))) {
                    throw new IllegalStateException("lost " + key);
                }
            }
        }
        System.out.println(DONE);
    }
}
