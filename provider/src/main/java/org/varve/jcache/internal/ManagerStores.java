package org.varve.jcache.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.varve.config.ByteSize;
import org.varve.config.MachineMemory;
import org.varve.config.SettingsException;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;
import org.varve.jcache.internal.flight.FlightEvents;
import org.varve.jcache.internal.management.BeanNames;
import org.varve.jcache.internal.management.StoreBean;
import org.varve.jcache.internal.management.StoreBeans;
import org.varve.store.KeyspaceOptions;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/** The stores of one manager, each opened when the first cache comes to live in it. */
public final class ManagerStores implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ManagerStores.class.getName());

    /** The name of a cache's own store is this and the cache's name. */
    private static final String OWN = "cache:";

    private final String managerName;
    private final VarveSettings settings;
    private final MachineMemory memory;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    /** By name. The store is what claims memory, see {@link MemoryLedger}. */
    private final Map<String, OpenStore> open = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @throws SettingsException if the settings cannot be
     */
    ManagerStores(String managerName, VarveSettings settings, TimeSource time) {
        this.managerName = managerName;
        this.settings = settings;
        this.time = time;
        memory = settings.memory();
        settings.check(memory);
        MemoryLedger.PROCESS.check(wanted(), memory);
    }

    /** What the manager's stores will claim sooner or later. */
    private Map<String, Long> wanted() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put("store 'default'", options("varve.store", settings.store()).capacity());
        settings.stores().forEach((name, store) -> wanted.put("store '" + name + "'", options(name, store).capacity()));
        for (String name : settings.declaredCaches()) {
            StoreSettings own = settings.configure(name, VarveConfiguration.builder().build()).getOwnStore();
            if (own != null) {
                wanted.put("store of cache '" + name + "'", options(name, own).capacity());
            }
        }
        return wanted;
    }

    private StoreOptions options(String name, StoreSettings store) {
        return store.resolve(name, memory, time);
    }

    /**
     * Makes room for a cache.
     *
     * @throws IllegalStateException if the manager is closed
     * @throws SettingsException     if the configuration asks for a store that is not there or cannot be
     */
    CacheMemory openCache(String cacheName, VarveConfiguration<?, ?> configuration, boolean expirable) {
        settings.check(cacheName, configuration, memory);
        StoreSettings own = configuration.getOwnStore();
        String storeName = own == null ? configuration.getStoreName() : OWN + cacheName;
        KeyspaceOptions options = KeyspaceOptions.of(cacheName, expirable)
                .withCeiling(configuration.getCeiling()).withFloor(configuration.getFloor());
        lock.lock();
        try {
            OpenStore home = opened(storeName, own == null ? settings.store(storeName) : own);
            try {
                return new CacheMemory(home.store.openKeyspace(options), storeName, home.beans, own == null ? () -> { } : () -> close(storeName, home));
            } catch (Throwable e) {
                if (own != null) {
                    close(storeName, home);
                }
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    private OpenStore opened(String name, StoreSettings store) {
        if (closed) {
            throw new IllegalStateException("cache manager " + managerName + " is closed");
        }
        OpenStore there = open.get(name);
        if (there != null) {
            return there;
        }
        StoreOptions options = options(name.equals(VarveConfiguration.DEFAULT_STORE) ? managerName : managerName + "/" + name, store);
        OpenStore opening = new OpenStore(new StoreBeans(FlightEvents.observer(managerName, name)));
        MemoryLedger.PROCESS.claim(opening, "store '" + name + "' of cache manager " + managerName, options.capacity(), memory);
        try {
            opening.store = Store.open(options.withObserver(opening.beans));
        } catch (Throwable e) {
            MemoryLedger.PROCESS.release(opening);
            throw e;
        }
        open.put(name, opening);
        opening.beans.show(BeanNames.store(managerName, name), new StoreBean(managerName, name, opening.store));
        LOG.log(Level.INFO, "Cache manager " + managerName + ": store '" + name + "' of " + ByteSize.format(options.capacity())
                + " off-heap (" + store.describe(memory) + ")"
                + (name.equals(VarveConfiguration.DEFAULT_STORE) ? "; set " + StoreSettings.CAPACITY + " to change it" : ""));
        return opening;
    }

    /** Gives the memory of a cache's own store back. */
    private void close(String name, OpenStore closing) {
        lock.lock();
        try {
            open.remove(name, closing);
        } finally {
            lock.unlock();
        }
        closing.close();
    }

    /** Names of the stores: {@code default}, those that were configured, and for caches with a store of their own {@code cache:} and their name. */
    public Set<String> names() {
        lock.lock();
        try {
            Set<String> names = new LinkedHashSet<>();
            names.add(VarveConfiguration.DEFAULT_STORE);
            names.addAll(settings.stores().keySet());
            names.addAll(open.keySet());
            return names;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A store's accounts; all zero but the budget while no cache has come to live in it.
     *
     * @throws IllegalArgumentException if there is no store of the name
     */
    public StoreFigures figures(String name) {
        lock.lock();
        try {
            OpenStore there = open.get(name);
            return there != null ? there.store.figures() : StoreFigures.none(options(name, known(name)).capacity());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets another budget, see {@link Store#resize}. Opens the store if no cache has come to live in it yet.
     *
     * @throws IllegalArgumentException if there is no store of the name, or it cannot have such a budget
     * @throws SettingsException        if there is no memory for it beside the heap and other stores
     * @throws IllegalStateException    if the manager is closed
     */
    public void resize(String name, long bytes) {
        lock.lock();
        try {
            OpenStore there = open.get(name);
            OpenStore resized = there != null ? there : opened(name, known(name));
            long before = resized.store.figures().budget();
            MemoryLedger.PROCESS.claim(resized, "store '" + name + "' of cache manager " + managerName, bytes, memory);
            try {
                resized.store.resize(bytes);
            } catch (RuntimeException e) {
                MemoryLedger.PROCESS.claim(resized, name, before, memory);
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    private StoreSettings known(String name) {
        StoreSettings store = settings.store(name);
        if (store == null) {
            throw new IllegalArgumentException("cache manager " + managerName + " has no store '" + name + "'; it has " + names());
        }
        return store;
    }

    /** Gives the memory back. Does nothing the second time. */
    @Override
    public void close() {
        List<OpenStore> closing;
        lock.lock();
        try {
            closed = true;
            closing = new ArrayList<>(open.values());
            open.clear();
        } finally {
            lock.unlock();
        }
        closing.forEach(OpenStore::close);
    }

    /** Made before its store, so that memory is claimed before it is taken. */
    private static final class OpenStore {
        private final StoreBeans beans;
        private Store store;

        OpenStore(StoreBeans beans) {
            this.beans = beans;
        }

        void close() {
            try {
                store.close();
            } finally {
                MemoryLedger.PROCESS.release(this);
            }
        }
    }
}
