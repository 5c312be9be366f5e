package org.varve.jcache.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.varve.store.DaemonThreads;

/**
 * A bounded pool of daemon threads for user code. While a task runs, its thread has the manager's class loader as context class loader, which
 * user code may need to find its services; an idle thread has none, and keeps no application from being unloaded.
 */
final class TaskPool extends ThreadPoolExecutor {
    private static final int IDLE_SECONDS = 5;

    private final WeakReference<ClassLoader> loader;

    TaskPool(String name, BlockingQueue<Runnable> queue, WeakReference<ClassLoader> loader) {
        super(threads(), threads(), IDLE_SECONDS, TimeUnit.SECONDS, queue, new DaemonThreads(name));
        this.loader = loader;
        allowCoreThreadTimeOut(true);
    }

    private static int threads() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        thread.setContextClassLoader(loader.get());
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        Thread.currentThread().setContextClassLoader(null);
    }
}
