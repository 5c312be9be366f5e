package org.varve.store;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.varve.store.memory.Extent;
import org.varve.store.memory.Memory;

/**
 * Memory that stays when it is given back and notes who uses it afterwards. With memory that crashes the JVM then, or that throws, a protocol that
 * lets somebody in too late could not be told from one that does not.
 */
class WatchedMemory extends Memory {
    private static final Queue<Extent> UNUSED = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;
    private volatile boolean usedAfterClose;

    boolean usedAfterClose() {
        return usedAfterClose;
    }

    /** After a byte was written, as of a record's flags. */
    void byteWritten() {
    }

    @Override
    public Extent allocate(long bytes) {
        Extent real = UNUSED.poll();
        return new WatchedExtent(real == null || real.size() != bytes ? system().allocate(bytes) : real);
    }

    /** As on the JDKs whose memory cannot stop late users itself. */
    @Override
    public boolean readersMustPin() {
        return true;
    }

    @Override
    public String name() {
        return "watched";
    }

    private final class WatchedExtent extends Extent {
        private final Extent real;

        WatchedExtent(Extent real) {
            this.real = real;
        }

        private Extent watched() {
            if (closed) {
                usedAfterClose = true;
            }
            return real;
        }

        @Override
        public long size() {
            return real.size();
        }

        @Override
        public byte getByte(long offset) {
            return watched().getByte(offset);
        }

        @Override
        public void putByte(long offset, byte value) {
            watched().putByte(offset, value);
            byteWritten();
        }

        @Override
        public int getInt(long offset) {
            return watched().getInt(offset);
        }

        @Override
        public void putInt(long offset, int value) {
            watched().putInt(offset, value);
        }

        @Override
        public long getLong(long offset) {
            return watched().getLong(offset);
        }

        @Override
        public void putLong(long offset, long value) {
            watched().putLong(offset, value);
        }

        @Override
        public long getLongAcquire(long offset) {
            return watched().getLongAcquire(offset);
        }

        @Override
        public long getLongOpaque(long offset) {
            return watched().getLongOpaque(offset);
        }

        @Override
        public void putLongRelease(long offset, long value) {
            watched().putLongRelease(offset, value);
        }

        @Override
        public boolean casLong(long offset, long expected, long value) {
            return watched().casLong(offset, expected, value);
        }

        @Override
        public void copyTo(long offset, byte[] target, int targetOffset, int length) {
            watched().copyTo(offset, target, targetOffset, length);
        }

        @Override
        public void copyFrom(long offset, byte[] source, int sourceOffset, int length) {
            watched().copyFrom(offset, source, sourceOffset, length);
        }

        @Override
        public void copyTo(long offset, Extent target, long targetOffset, long length) {
            watched().copyTo(offset, ((WatchedExtent) target).real, targetOffset, length);
        }

        @Override
        public void fill(long offset, long length, byte value) {
            watched().fill(offset, length, value);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** For the next test, once nobody can use it any more. */
    void recycle(Extent extent) {
        UNUSED.add(((WatchedExtent) extent).real);
    }
}
