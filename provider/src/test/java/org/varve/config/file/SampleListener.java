package org.varve.config.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;

/** A listener to be named in settings, and what all of them heard. */
public final class SampleListener implements CacheEntryCreatedListener<Object, Object> {
    /** Keys that were created in any cache. */
    public static final List<Object> HEARD = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        events.forEach(event -> HEARD.add(event.getKey()));
    }

    /** Lets keys pass that begin with an a. */
    public static final class BeginsWithA implements CacheEntryEventFilter<Object, Object> {
        @Override
        public boolean evaluate(CacheEntryEvent<? extends Object, ? extends Object> event) {
            return event.getKey().toString().startsWith("a");
        }
    }
}
