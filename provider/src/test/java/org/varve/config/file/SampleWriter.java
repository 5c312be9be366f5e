package org.varve.config.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheWriter;

/** A factory of writers to be named in settings, and what they wrote. */
public final class SampleWriter implements Factory<CacheWriter<Object, Object>> {
    /** Keys that were written or deleted by any writer. */
    public static final List<Object> WRITTEN = Collections.synchronizedList(new ArrayList<>());

    private static final long serialVersionUID = 1L;

    @Override
    public CacheWriter<Object, Object> create() {
        return new CacheWriter<>() {
            @Override
            public void write(Cache.Entry<?, ?> entry) {
                WRITTEN.add(entry.getKey());
            }

            @Override
            public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
                entries.forEach(this::write);
                entries.clear();
            }

            @Override
            public void delete(Object key) {
                WRITTEN.add(key);
            }

            @Override
            public void deleteAll(Collection<?> keys) {
                WRITTEN.addAll(keys);
                keys.clear();
            }
        };
    }
}
