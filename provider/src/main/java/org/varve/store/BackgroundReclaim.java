package org.varve.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that keep blocks free. They sleep until somebody takes a block and few are left, or a segment has expired. They know the store by a weak
 * reference only: a store that was forgotten without being closed is closed by them.
 */
final class BackgroundReclaim {
    private static final Logger LOGGER = System.getLogger("org.varve.store");
    /** How often they look whether the store is still in use; a wake-up costs some microseconds. */
    private static final long LOOK_MILLIS = TimeUnit.SECONDS.toMillis(30);
    /** While there is other work, indexes and sketch are looked after now and then only. */
    private static final int STEPS_PER_UPKEEP = 4;
    /** Segments that expire within so short a time are dealt with together. */
    private static final long GATHER_MILLIS = 50;

    private final WeakReference<Store> store;
    private final StoreParts parts;
    private final Sleeper[] sleepers;

    BackgroundReclaim(Store store, StoreParts parts, int threads) {
        this.store = new WeakReference<>(store);
        this.parts = parts;
        this.sleepers = new Sleeper[threads];
        ThreadFactory factory = new DaemonThreads("varve-reclaim-" + parts.name());
        for (int i = 0; i < threads; i++) {
            sleepers[i] = new Sleeper(factory);
        }
    }

    void start() {
        parts.blocks().onLowWater(this::wake);
        parts.segments().onMortalOpened(this::wakeBefore);
        for (Sleeper sleeper : sleepers) {
            sleeper.thread.start();
        }
        wake();
    }

    /** Any thread, any time. */
    void wake() {
        for (Sleeper sleeper : sleepers) {
            sleeper.wake();
        }
    }

    /** True if a thread whose innermost method of the store is this one is between two steps. */
    static boolean isSleeping(StackTraceElement frame) {
        return frame.getClassName().equals(Sleeper.class.getName()) && frame.getMethodName().equals("run");
    }

    private void wakeBefore(long millis) {
        // One is enough to sweep.
        if (millis < sleepers[0].sleepsUntil) {
            sleepers[0].wake();
        }
    }

    /** One thread. */
    private final class Sleeper implements Runnable {
        private final Thread thread;
        private volatile boolean wanted;
        /** Wall clock, milliseconds. Written before {@code wanted} is read for the last time before sleeping. */
        private volatile long sleepsUntil;
        private long steps;

        Sleeper(ThreadFactory factory) {
            thread = factory.newThread(this);
        }

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
                wanted = false;
                workWhileNeeded();
                long now = parts.time().millis();
                // Set before looking what expires next: a segment opened meanwhile is either seen by the look or wakes this thread.
                sleepsUntil = Long.MAX_VALUE;
                // One more, so that it has expired on waking; only after the bound, since nothing ever expiring is the highest time there is.
                long next = Math.max(now + GATHER_MILLIS, Math.min(now + LOOK_MILLIS, parts.reclaimer().nextWork(now)) + 1);
                sleepsUntil = next;
                long pause = parts.budgetKeeper().pauseNanos();
                long nanos = TimeUnit.MILLISECONDS.toNanos(next - now);
                if (!wanted) {
                    LockSupport.parkNanos(this, pause == 0 ? nanos : Math.min(nanos, pause));
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
            boolean more = parts.guard().write(parts.reclaimer()::work);
            if (this != sleepers[0]) {
                return more;
            }
            // What follows may wait for a grace period, hence outside of an access; one thread is enough for it.
            more |= parts.budgetKeeper().step();
            steps++;
            return more && steps % STEPS_PER_UPKEEP != 0 || parts.upkeep().step(!more) | more;
        }
    }
}
