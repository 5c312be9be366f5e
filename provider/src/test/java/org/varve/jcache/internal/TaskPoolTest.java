package org.varve.jcache.internal;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskPoolTest {
    private static final class Loader extends ClassLoader {
    }

    /** Loaders and listeners find services through the context class loader; idle threads must not keep it alive. */
    @Test
    void userCodeHasTheManagersLoaderAndIdleThreadsHaveNone() throws Exception {
        Loader loader = new Loader();
        TaskPool pool = new TaskPool("test", new LinkedBlockingQueue<>(), new WeakReference<>(loader));
        try {
            Thread[] worker = new Thread[1];
            ClassLoader seen = pool.submit(() -> {
                worker[0] = Thread.currentThread();
                return Thread.currentThread().getContextClassLoader();
            }).get(30, TimeUnit.SECONDS);
            assertSame(loader, seen);
            while (pool.getActiveCount() > 0) {
                Thread.onSpinWait();
            }
            assertNull(worker[0].getContextClassLoader());
        } finally {
            pool.shutdown();
        }
    }
}
