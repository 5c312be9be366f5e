package org.varve.config.file;

import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;

/** A loader to be named in settings: makes something of each key. */
public final class SampleLoader implements CacheLoader<Object, Object> {
    @Override
    public Object load(Object key) {
        return "loaded " + key;
    }

    @Override
    public Map<Object, Object> loadAll(Iterable<? extends Object> keys) {
        Map<Object, Object> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, load(key)));
        return loaded;
    }
}
