package org.varve.jcache;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Writes nowhere, but can do something at each call. */
abstract class PlainWriter implements CacheWriter<String, String> {
    abstract void called();

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
        called();
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
        called();
        entries.clear();
    }

    @Override
    public void delete(Object key) {
        called();
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        called();
        keys.clear();
    }
}
