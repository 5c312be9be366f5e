package org.varve.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that keeps blocks free. It sleeps until somebody takes a block and few are left. It knows the store by a weak
 * reference only: a store that was forgotten without being closed is closed by it.
 */
final class BackgroundReclaim implements Runnable {
    private static final Logger LOGGER = System.getLogger("org.varve.store");
    /** How often it looks whether the store is still in use; a wake-up costs some microseconds. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final WeakReference<Store> store;
    private final StoreParts parts;
    private final Thread thread;
    private volatile boolean wanted;

    BackgroundReclaim(Store store, StoreParts parts) {
        this.store = new WeakReference<>(store);
        this.parts = parts;
        this.thread = new DaemonThreads("varve-reclaim-" + parts.name()).newThread(this);
    }

    void start() {
        parts.blocks().onLowWater(this::wake);
        thread.start();
        wake();
    }

    /** Any thread, any time. */
    void wake() {
        if (!wanted) {
            wanted = true;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (!parts.guard().isClosed()) {
            if (store.get() == null) {
                LOGGER.log(Level.WARNING, "Store {0} was never closed and is not used any more: its memory is given back.", parts.name());
                Store.closeParts(parts, null);
                return;
            }
            if (wanted) {
                wanted = false;
                workWhileNeeded();
            } else {
                long pause = parts.budgetKeeper().pauseNanos();
                LockSupport.parkNanos(this, pause == 0 ? LOOK_NANOS : pause);
                if (pause != 0) {
                    wanted = true;
                }
            }
        }
    }

    private void workWhileNeeded() {
        boolean more = true;
        while (more) {
            try {
                more = step();
            } catch (StoreClosedException closed) {
                return;
            } catch (RuntimeException | Error e) {
                // The step is given up; the segment is as it was, and writers help themselves if this goes on.
                LOGGER.log(Level.ERROR, "Store " + parts.name() + ": a step of reclaiming memory failed", e);
                return;
            }
        }
    }

    private boolean step() {
        boolean reclaimed = parts.guard().write(parts.reclaimer()::work);
        return parts.budgetKeeper().step() | reclaimed;
    }
}
