package org.varve.store;

import org.varve.store.memory.Extent;
import org.varve.store.memory.Memory;

/**
 * Checked memory for a simulation. It can refuse extents, and it knows at which accesses the store holds no bucket: only there may something be made to
 * happen, since a locked section promises that nothing in it fails and that nobody else comes in. For threads that take turns.
 *
 * <p>A bucket is locked by a compare-and-set to the next odd number, and unlocked by an ordered store of an even one; nothing else in the store looks like
 * that.
 */
final class SimulatedMemory extends Memory {
    /** So many accesses in one step mean that it will never end. */
    private static final long MOST_ACCESSES = 30_000_000;

    private final CheckedMemory checked = new CheckedMemory();
    private final Weakening weakening;
    private int extents;
    private int refusals;
    private int locked;
    private long accesses;
    private long pointsLeft;
    private int copiesLeft = Integer.MAX_VALUE;
    private Runnable atPoint;
    private boolean inside;
    private boolean reclaiming;

    /** @param weakening what to spoil */
    SimulatedMemory(Weakening weakening) {
        this.weakening = weakening;
    }

    /** The next requests for an extent are refused. */
    void refuse(int requests) {
        refusals = requests;
    }

    /** A new step begins. */
    void begin(boolean isReclaiming) {
        accesses = 0;
        reclaiming = isReclaiming;
    }

    /** At the {@code n}th access from now on that is made without a bucket's lock, {@code action} happens. It may throw. */
    void at(long n, Runnable action) {
        pointsLeft = n;
        atPoint = action;
    }

    /** After the {@code n}th copy of a record from now on, which is not published yet, {@code action} happens. It may throw. */
    void atCopy(int n, Runnable action) {
        at(Long.MAX_VALUE, action);
        copiesLeft = n;
    }

    /** Nothing is to happen any more. True if it had not happened yet. */
    boolean disarm() {
        boolean armed = atPoint != null;
        atPoint = null;
        copiesLeft = Integer.MAX_VALUE;
        return armed;
    }

    /** Buckets locked at this moment. */
    int locked() {
        return locked;
    }

    int openExtents() {
        return checked.openExtents();
    }

    /** True while whatever was armed is happening. */
    boolean isInside() {
        return inside;
    }

    /** True if the step under way is one of the reclaimer. */
    boolean isReclaiming() {
        return reclaiming;
    }

    private void point() {
        if (++accesses > MOST_ACCESSES) {
            throw new AssertionError("the step does not end");
        }
        if (atPoint != null && locked == 0 && !inside && --pointsLeft < 0) {
            Runnable action = atPoint;
            atPoint = null;
            inside = true;
            try {
                action.run();
            } finally {
                inside = false;
            }
        }
    }

    @Override
    public Extent allocate(long bytes) {
        if (refusals > 0) {
            refusals--;
            return null;
        }
        return new Simulated(checked.allocate(bytes), (long) extents++ << 32);
    }

    @Override
    public boolean readersMustPin() {
        return checked.readersMustPin();
    }

    @Override
    public void freed(Extent extent, long offset, long length) {
        Simulated simulated = (Simulated) extent;
        checked.freed(simulated.real, offset, length);
    }

    @Override
    public String name() {
        return "simulated " + checked.name();
    }

    /** Every access is a point; every store goes by the weakening. */
    private final class Simulated extends Extent {
        private final Extent real;
        /** Tells the extents apart in addresses. */
        private final long base;

        Simulated(Extent real, long base) {
            this.real = real;
            this.base = base;
        }

        @Override
        public long size() {
            return real.size();
        }

        @Override
        public byte getByte(long offset) {
            point();
            return real.getByte(offset);
        }

        @Override
        public void putByte(long offset, byte value) {
            point();
            if (!weakening.dropsByte(SimulatedMemory.this, real.getByte(offset), value)) {
                real.putByte(offset, value);
            }
        }

        @Override
        public int getInt(long offset) {
            point();
            return real.getInt(offset);
        }

        @Override
        public void putInt(long offset, int value) {
            point();
            real.putInt(offset, value);
        }

        @Override
        public long getLong(long offset) {
            point();
            return weakening.read(SimulatedMemory.this, base + offset, real.getLong(offset));
        }

        @Override
        public void putLong(long offset, long value) {
            point();
            weakening.storing(SimulatedMemory.this, base + offset, real.getLong(offset));
            if (!weakening.dropsLong(SimulatedMemory.this, value)) {
                real.putLong(offset, value);
            }
        }

        @Override
        public long getLongAcquire(long offset) {
            point();
            return real.getLongAcquire(offset);
        }

        @Override
        public long getLongOpaque(long offset) {
            point();
            return real.getLongOpaque(offset);
        }

        @Override
        public void putLongRelease(long offset, long value) {
            locked -= (value & 1) == 0 ? 1 : 0;
            real.putLongRelease(offset, weakening.released(value));
        }

        @Override
        public boolean casLong(long offset, long expected, long value) {
            boolean done = real.casLong(offset, expected, weakening.swapped(expected, value));
            locked += done && isLock(expected, value) ? 1 : 0;
            return done;
        }

        @Override
        public void copyTo(long offset, byte[] target, int targetOffset, int length) {
            point();
            real.copyTo(offset, target, targetOffset, length);
        }

        @Override
        public void copyFrom(long offset, byte[] source, int sourceOffset, int length) {
            point();
            real.copyFrom(offset, source, sourceOffset, length);
        }

        @Override
        public void copyTo(long offset, Extent target, long targetOffset, long length) {
            point();
            real.copyTo(offset, ((Simulated) target).real, targetOffset, weakening.copied(SimulatedMemory.this, length));
            if (atPoint != null && --copiesLeft < 0) {
                pointsLeft = 0;
            }
            point();
        }

        /** No point: an index block that was taken and not zeroed would be lost, and zeroing memory cannot fail. */
        @Override
        public void fill(long offset, long length, byte value) {
            real.fill(offset, length, value);
        }

        @Override
        public void close() {
            if (!weakening.keepsMemory()) {
                real.close();
            }
        }
    }

    /** True if a compare-and-set of these values locks a bucket. */
    static boolean isLock(long expected, long value) {
        return value == expected + 1 && (value & 1) != 0;
    }
}
