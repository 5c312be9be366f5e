package org.varve.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheManager;
import org.varve.jcache.ManagerWatcher;
import org.varve.jcache.VarveCacheManager;

/**
 * Meters of all caches and stores of a cache manager: {@code new VarveMeters(manager).bindTo(registry)}. Those of caches that are created later come by
 * themselves, those of caches that are closed go, and all go when the manager is closed.
 *
 * <p>Each meter has the tag {@code manager}, the manager's URI, and {@code store}; those of caches have {@code cache} as well. Hits, misses, puts and removals
 * are counted, and have meters, while the statistics of their cache are enabled; the other meters are always there.
 *
 * <p>A registry does not keep a manager from being collected. The manager knows the registry until either is closed.
 */
public final class VarveMeters implements MeterBinder, AutoCloseable {
    private final VarveCacheManager manager;
    private final Iterable<Tag> tags;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Binding> bindings = new ArrayList<>();
    private boolean closed;
    private final ManagerWatcher watcher = new ManagerWatcher() {
        @Override
        public void changed() {
            update();
        }

        @Override
        public void closed() {
            close();
        }
    };

    /** @throws IllegalArgumentException if the manager is not one of Varve */
    public VarveMeters(CacheManager manager) {
        this(manager, Tags.empty());
    }

    /**
     * With tags of one's own, by which to tell managers apart whose URI is the same.
     *
     * @throws IllegalArgumentException if the manager is not one of Varve
     */
    public VarveMeters(CacheManager manager, Iterable<Tag> tags) {
        if (!(manager instanceof VarveCacheManager varve)) {
            throw new IllegalArgumentException("meters of Varve need a cache manager of Varve, not a " + manager.getClass().getName()
                    + ": hand over what VarveCachingProvider makes");
        }
        this.manager = varve;
        this.tags = Tags.of("manager", varve.getURI().toString()).and(tags);
    }

    /** Adds the meters to a registry, until this object or the manager is closed; does nothing if one is. Several registries may be bound. */
    @Override
    public void bindTo(MeterRegistry registry) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Binding binding = new Binding(registry, manager, tags);
            bindings.add(binding);
            binding.update();
        } finally {
            lock.unlock();
        }
        // Outside of the lock, as it may call back. A second time changes nothing.
        manager.watch(watcher);
        update();
        if (isClosed()) {
            // By another thread meanwhile, and before there was a watcher to take away.
            manager.unwatch(watcher);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void update() {
        lock.lock();
        try {
            bindings.forEach(Binding::update);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the meters off the registries. Does nothing the second time. */
    @Override
    public void close() {
        manager.unwatch(watcher);
        lock.lock();
        try {
            closed = true;
            bindings.forEach(Binding::removeAll);
            bindings.clear();
        } finally {
            lock.unlock();
        }
    }
}
