package org.varve.store;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.varve.store.memory.Extent;
import org.varve.store.memory.Memory;

/**
 * Memory that finds out who misuses it: accesses out of bounds, unaligned ordered accesses, use after close, a second close, extents never closed.
 * What was freed is overwritten. A test can have something happen at a chosen access of its own thread.
 */
public final class CheckedMemory extends Memory {
    private static final byte POISON = (byte) 0xDB;

    /** The kinds of accesses at which something can be made to happen. */
    public enum Access {
        /** Before any read. */
        READ,
        /** Before a plain write of 64 bits, as of an entry word. */
        WRITE_LONG,
        /** After a plain write of a byte, as of a record's flags. */
        BYTE_WRITTEN,
        /** Before an ordered write, as of a version. */
        RELEASE,
        /** Before a compare-and-set. */
        CAS,
        /** After an ordered write. */
        RELEASED,
        /** After bytes were copied from extent to extent, as by the reclaimer. */
        COPIED
    }

    /** Is told of accesses. */
    @FunctionalInterface
    public interface Hook {
        void at(Access access);
    }

    private final Memory real = Memory.system();
    private final Set<Extent> open = ConcurrentHashMap.newKeySet();
    private volatile Hook hook;
    private volatile Thread hooked;
    private boolean inHook;

    /** From now on, {@code hook} hears of the accesses of the current thread, except those that it makes itself. */
    public void hook(Hook what) {
        hooked = Thread.currentThread();
        hook = what;
    }

    public void unhook() {
        hook = null;
    }

    private void tell(Access access) {
        Hook now = hook;
        if (now != null && Thread.currentThread() == hooked && !inHook) {
            inHook = true;
            try {
                now.at(access);
            } finally {
                inHook = false;
            }
        }
    }

    @Override
    public Extent allocate(long bytes) {
        Extent extent = new CheckedExtent(real.allocate(bytes));
        extent.fill(0, bytes, POISON);
        open.add(extent);
        return extent;
    }

    @Override
    public boolean readersMustPin() {
        return real.readersMustPin();
    }

    @Override
    public void freed(Extent extent, long offset, long length) {
        extent.fill(offset, length, POISON);
    }

    @Override
    public String name() {
        return "checked " + real.name();
    }

    /** Number of extents that were not closed. */
    int openExtents() {
        return open.size();
    }

    private final class CheckedExtent extends Extent {
        private final Extent real;
        private final long size;
        private volatile boolean closed;

        CheckedExtent(Extent real) {
            this.real = real;
            this.size = real.size();
        }

        private void check(long offset, long length) {
            Objects.checkFromIndexSize(offset, length, size);
            if (closed && readersMustPin()) {
                throw new AssertionError("use after close");
            }
            // Memory that stops late users itself does so now, with an exception.
        }

        private void checkAligned(long offset) {
            check(offset, 8);
            if (offset % 8 != 0) {
                throw new AssertionError("ordered access at " + offset);
            }
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public byte getByte(long offset) {
            tell(Access.READ);
            check(offset, 1);
            return real.getByte(offset);
        }

        @Override
        public void putByte(long offset, byte value) {
            check(offset, 1);
            real.putByte(offset, value);
            tell(Access.BYTE_WRITTEN);
        }

        @Override
        public int getInt(long offset) {
            tell(Access.READ);
            check(offset, 4);
            return real.getInt(offset);
        }

        @Override
        public void putInt(long offset, int value) {
            check(offset, 4);
            real.putInt(offset, value);
        }

        @Override
        public long getLong(long offset) {
            tell(Access.READ);
            check(offset, 8);
            return real.getLong(offset);
        }

        @Override
        public void putLong(long offset, long value) {
            tell(Access.WRITE_LONG);
            check(offset, 8);
            real.putLong(offset, value);
        }

        @Override
        public long getLongAcquire(long offset) {
            tell(Access.READ);
            checkAligned(offset);
            return real.getLongAcquire(offset);
        }

        @Override
        public long getLongOpaque(long offset) {
            tell(Access.READ);
            checkAligned(offset);
            return real.getLongOpaque(offset);
        }

        @Override
        public void putLongRelease(long offset, long value) {
            tell(Access.RELEASE);
            checkAligned(offset);
            real.putLongRelease(offset, value);
            tell(Access.RELEASED);
        }

        @Override
        public boolean casLong(long offset, long expected, long value) {
            tell(Access.CAS);
            checkAligned(offset);
            return real.casLong(offset, expected, value);
        }

        @Override
        public void copyTo(long offset, byte[] target, int targetOffset, int length) {
            tell(Access.READ);
            check(offset, length);
            Objects.checkFromIndexSize(targetOffset, length, target.length);
            real.copyTo(offset, target, targetOffset, length);
        }

        @Override
        public void copyFrom(long offset, byte[] source, int sourceOffset, int length) {
            check(offset, length);
            Objects.checkFromIndexSize(sourceOffset, length, source.length);
            real.copyFrom(offset, source, sourceOffset, length);
        }

        @Override
        public void copyTo(long offset, Extent target, long targetOffset, long length) {
            check(offset, length);
            CheckedExtent to = (CheckedExtent) target;
            to.check(targetOffset, length);
            real.copyTo(offset, to.real, targetOffset, length);
            tell(Access.COPIED);
        }

        @Override
        public void fill(long offset, long length, byte value) {
            check(offset, length);
            real.fill(offset, length, value);
        }

        @Override
        public void close() {
            if (closed) {
                throw new AssertionError("closed twice");
            }
            closed = true;
            open.remove(this);
            real.close();
        }
    }
}
