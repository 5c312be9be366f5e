package org.varve.store;

/** The only class that reads the operating system's clocks. */
final class SystemTime implements TimeSource {
    static final TimeSource INSTANCE = new SystemTime();

    private SystemTime() {
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
