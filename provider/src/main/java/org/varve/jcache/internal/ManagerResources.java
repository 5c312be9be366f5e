package org.varve.jcache.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.varve.config.VarveSettings;
import org.varve.jcache.internal.coding.ScratchPool;
import org.varve.store.TimeSource;

/** What the caches of one manager share: stores, buffers and threads. */
public final class ManagerResources implements AutoCloseable {
    /** Most {@code loadAll} calls that wait for a thread; beyond it they are refused. */
    private static final int MAX_WAITING_LOADS = 10_000;

    private final TimeSource time;
    private final ManagerStores stores;
    private final ScratchPool scratches = new ScratchPool();
    private final ThreadPoolExecutor loads;
    private final ThreadPoolExecutor listeners;
    private final ThreadPoolExecutor expirations;

    /**
     * Opens nothing and starts nothing yet.
     *
     * @param loader the context class loader of the threads that run loaders and asynchronous listeners, while they do
     * @throws org.varve.config.SettingsException if the settings cannot be
     */
    public ManagerResources(String managerName, VarveSettings settings, TimeSource time, WeakReference<ClassLoader> loader) {
        this.time = time;
        stores = new ManagerStores(managerName, settings, time);
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

    /** Where the caches live. */
    public ManagerStores stores() {
        return stores;
    }

    /** Gives the memory back. Loads that wait are still answered, with a failure. Does nothing the second time. */
    @Override
    public void close() {
        loads.shutdown();
        listeners.shutdown();
        expirations.shutdown();
        stores.close();
    }
}
