package org.varve.jcache;

import java.util.concurrent.atomic.AtomicLong;
import org.varve.store.TimeSource;

/** Clocks that go when told: the wall clock by {@link #advance}, the monotonic one by a microsecond at each reading. */
final class FakeTime implements TimeSource {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final AtomicLong nanos = new AtomicLong();

    private volatile Runnable atNextReading;
    private volatile Thread whose;

    /** Runs once, when this thread next reads the wall clock, before it gets the time. The store's own threads read the clock as well. */
    void atNextReading(Runnable work) {
        whose = Thread.currentThread();
        atNextReading = work;
    }

    void advance(long byMillis) {
        millis.addAndGet(byMillis);
    }

    @Override
    public long millis() {
        Runnable work = atNextReading;
        if (work != null && Thread.currentThread() == whose) {
            atNextReading = null;
            work.run();
        }
        return millis.get();
    }

    @Override
    public long nanos() {
        return nanos.addAndGet(1_000);
    }
}
