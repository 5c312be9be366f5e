package org.varve.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.varve.jcache.VarveCache;
import org.varve.jcache.VarveCacheManager;

/**
 * The meters of one manager in one registry. Used under a lock.
 *
 * <p>A meter refers to what it reads by a weak reference; the strong one is here, and here only the manager leads.
 */
final class Binding {
    private final MeterRegistry registry;
    private final VarveCacheManager manager;
    private final Iterable<Tag> tags;
    /** What is bound to its meters. Stores are bound by reading, caches by themselves: another cache of the same name is another. */
    private final Map<Subject, List<Meter>> bound = new HashMap<>();

    /** What has meters of its own: the figures of a store, those of a cache, or what the statistics of a cache count. */
    private record Subject(Object read, boolean isCounts) {
    }

    Binding(MeterRegistry registry, VarveCacheManager manager, Iterable<Tag> tags) {
        this.registry = registry;
        this.manager = manager;
        this.tags = tags;
    }

    /** Adds the meters of what has come, and removes those of what has gone. */
    void update() {
        List<VarveCache<?, ?>> caches = manager.openCaches();
        Set<Subject> wanted = new HashSet<>();
        manager.storeNames().forEach(name -> wanted.add(new Subject(new StoreReading(manager, name), false)));
        for (VarveCache<?, ?> cache : caches) {
            wanted.add(new Subject(cache, false));
            if (cache.figures().isCounting()) {
                wanted.add(new Subject(cache, true));
            }
        }
        // First what goes: what comes may have its name.
        bound.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(registry::remove);
            }
            return gone;
        });
        wanted.forEach(subject -> bound.computeIfAbsent(subject, this::bind));
    }

    private List<Meter> bind(Subject subject) {
        List<Meter> meters = new ArrayList<>();
        if (subject.read instanceof StoreReading store) {
            StoreMeters.bind(new Meters<>(registry, Tags.of(tags).and("store", store.name()), store, meters));
        } else if (subject.read instanceof VarveCache<?, ?> cache) {
            Tags ofCache = Tags.of(tags).and("store", cache.figures().store(), "cache", cache.getName());
            Meters<VarveCache<?, ?>> made = new Meters<>(registry, ofCache, cache, meters);
            if (subject.isCounts) {
                CacheMeters.bindCounts(made);
            } else {
                CacheMeters.bind(made);
            }
        }
        return meters;
    }

    void removeAll() {
        bound.values().forEach(meters -> meters.forEach(registry::remove));
        bound.clear();
    }
}
