package org.varve.store.memory;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/** Memory through {@code sun.misc.Unsafe}, for JDK 17 to 21, where it is neither deprecated nor warned about. */
final class UnsafeMemory extends Memory {
    private static final Unsafe UNSAFE = find();
    private static final long ALIGNMENT = 4096;

    private static Unsafe find() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("sun.misc.Unsafe is not accessible; module jdk.unsupported is needed before JDK 22", e);
        }
    }

    @Override
    public Extent allocate(long bytes) {
        try {
            return new UnsafeExtent(UNSAFE.allocateMemory(bytes + ALIGNMENT), bytes);
        } catch (OutOfMemoryError refused) {
            return null;
        }
    }

    @Override
    public boolean readersMustPin() {
        return true;
    }

    @Override
    public String name() {
        return "unsafe";
    }

    /** The base is aligned up inside the allocation, which malloc aligns to 16 bytes only. */
    private static final class UnsafeExtent extends Extent {
        private final long allocation;
        private final long base;
        private final long size;

        UnsafeExtent(long allocation, long size) {
            this.allocation = allocation;
            this.base = (allocation + ALIGNMENT - 1) & -ALIGNMENT;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public byte getByte(long offset) {
            return UNSAFE.getByte(base + offset);
        }

        @Override
        public void putByte(long offset, byte value) {
            UNSAFE.putByte(base + offset, value);
        }

        @Override
        public int getInt(long offset) {
            return UNSAFE.getInt(base + offset);
        }

        @Override
        public void putInt(long offset, int value) {
            UNSAFE.putInt(base + offset, value);
        }

        @Override
        public long getLong(long offset) {
            return UNSAFE.getLong(base + offset);
        }

        @Override
        public void putLong(long offset, long value) {
            UNSAFE.putLong(base + offset, value);
        }

        @Override
        public long getLongAcquire(long offset) {
            return UNSAFE.getLongVolatile(null, base + offset);
        }

        @Override
        public long getLongOpaque(long offset) {
            return UNSAFE.getLongVolatile(null, base + offset);
        }

        @Override
        public void putLongRelease(long offset, long value) {
            UNSAFE.putOrderedLong(null, base + offset, value);
        }

        @Override
        public boolean casLong(long offset, long expected, long value) {
            return UNSAFE.compareAndSwapLong(null, base + offset, expected, value);
        }

        @Override
        public void copyTo(long offset, byte[] target, int targetOffset, int length) {
            int done = 0;
            while (done < length) {
                int step = Math.min(COPY_CHUNK, length - done);
                UNSAFE.copyMemory(null, base + offset + done, target, Unsafe.ARRAY_BYTE_BASE_OFFSET + targetOffset + done, step);
                done += step;
            }
        }

        @Override
        public void copyFrom(long offset, byte[] source, int sourceOffset, int length) {
            int done = 0;
            while (done < length) {
                int step = Math.min(COPY_CHUNK, length - done);
                UNSAFE.copyMemory(source, Unsafe.ARRAY_BYTE_BASE_OFFSET + sourceOffset + done, null, base + offset + done, step);
                done += step;
            }
        }

        @Override
        public void copyTo(long offset, Extent target, long targetOffset, long length) {
            long to = ((UnsafeExtent) target).base + targetOffset;
            long done = 0;
            while (done < length) {
                long step = Math.min(COPY_CHUNK, length - done);
                UNSAFE.copyMemory(base + offset + done, to + done, step);
                done += step;
            }
        }

        @Override
        public void fill(long offset, long length, byte value) {
            UNSAFE.setMemory(base + offset, length, value);
        }

        @Override
        public void close() {
            UNSAFE.freeMemory(allocation);
        }
    }
}
