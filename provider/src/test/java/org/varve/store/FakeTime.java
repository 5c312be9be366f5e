package org.varve.store;

import java.util.concurrent.atomic.AtomicLong;

/** A wall clock that the test sets. The monotonic clock moves by itself, so that whoever waits for room gives up some day. */
class FakeTime implements TimeSource {
    private static final long NANOS_PER_LOOK = 1_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private volatile long millis = 1_000_000;

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public long nanos() {
        return nanos.addAndGet(NANOS_PER_LOOK);
    }

    void set(long now) {
        millis = now;
    }

    void advance(long by) {
        set(millis + by);
    }
}
