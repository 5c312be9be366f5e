package org.varve.jcache.internal;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import org.varve.config.StoreSettings;
import org.varve.jcache.internal.coding.ScratchPool;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/** What the caches of one manager share: the store, opened when the first cache is created, buffers and threads. */
public final class ManagerResources implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ManagerResources.class.getName());

    /** Most {@code loadAll} calls that wait for a thread; beyond it they are refused. */
    private static final int MAX_WAITING_LOADS = 10_000;

    private final String managerName;
    private final StoreSettings settings;
    private final TimeSource time;
    private final ScratchPool scratches = new ScratchPool();
    private final ThreadPoolExecutor loads;
    private final ThreadPoolExecutor listeners;
    private final ThreadPoolExecutor expirations;
    private final ReentrantLock opening = new ReentrantLock();
    private Store store;
    private boolean closed;

    /** @param loader the context class loader of the threads that run loaders and asynchronous listeners, while they do */
    public ManagerResources(String managerName, StoreSettings settings, TimeSource time, WeakReference<ClassLoader> loader) {
        this.managerName = managerName;
        this.settings = settings;
        this.time = time;
        loads = new TaskPool("varve-load", new LinkedBlockingQueue<>(MAX_WAITING_LOADS), loader);
        // Unbounded, but each registered listener has one task in it at most.
        listeners = new TaskPool("varve-listener", new LinkedBlockingQueue<>(), loader);
        // As above, for each cache. Not the same threads: synchronous listeners need not wait for asynchronous ones.
        expirations = new TaskPool("varve-expired", new LinkedBlockingQueue<>(), loader);
    }

    TimeSource time() {
        return time;
    }

    ScratchPool scratches() {
        return scratches;
    }

    /** Runs {@code loadAll}. */
    Executor loads() {
        return loads;
    }

    /** Runs asynchronous listeners. */
    Executor listeners() {
        return listeners;
    }

    /** Runs listeners of entries that the store dropped because they had expired. */
    Executor expirations() {
        return expirations;
    }

    /** @throws IllegalStateException if the manager is closed */
    Keyspace openKeyspace(String name, boolean expirable) {
        opening.lock();
        try {
            if (closed) {
                throw new IllegalStateException("cache manager " + managerName + " is closed");
            }
            if (store == null) {
                store = Store.open(StoreOptions.of(managerName, settings.capacity(), time));
                LOG.log(Level.INFO, "Cache manager " + managerName + ": store of " + settings.describeCapacity()
                        + " off-heap (" + settings.origin() + "); set " + StoreSettings.CAPACITY + " to change it");
            }
            return store.openKeyspace(name, expirable);
        } finally {
            opening.unlock();
        }
    }

    /** The store's accounts; all zero but the budget while there is no store. */
    public StoreFigures figures() {
        opening.lock();
        try {
            return store == null ? StoreFigures.none(settings.capacity()) : store.figures();
        } finally {
            opening.unlock();
        }
    }

    /** Gives the memory back. Loads that wait are still answered, with a failure. Does nothing the second time. */
    @Override
    public void close() {
        Store closing;
        opening.lock();
        try {
            closed = true;
            closing = store;
            store = null;
        } finally {
            opening.unlock();
        }
        loads.shutdown();
        listeners.shutdown();
        expirations.shutdown();
        if (closing != null) {
            closing.close();
        }
    }
}
