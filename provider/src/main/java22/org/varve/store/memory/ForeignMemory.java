package org.varve.store.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Memory through the final Foreign Memory API, JDK 22 and later: no restricted method, hence no flag and no warning. Where native access was granted
 * all the same, in {@link HugePages}.
 */
final class ForeignMemory extends Memory {
    private static final long ALIGNMENT = 4096;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    /** Ordered access and compare-and-set exist for aligned layouts only. */
    private static final VarHandle ALIGNED_LONG = ValueLayout.JAVA_LONG.varHandle();

    /** Null where there are none. */
    private final HugePages hugePages = HugePages.find();

    ForeignMemory() {
    }

    @Override
    public Extent allocate(long bytes) {
        Arena arena = Arena.ofShared();
        MemorySegment segment = null;
        try {
            segment = hugePages == null || !HugePages.fit(bytes) ? arena.allocate(bytes, ALIGNMENT) : hugePages.allocate(arena, bytes);
            return segment == null ? null : new ForeignExtent(arena, segment);
        } catch (OutOfMemoryError refused) {
            return null;
        } finally {
            if (segment == null) {
                arena.close();
            }
        }
    }

    /** Closing a shared arena makes whoever still uses it fail with an exception, safely. */
    @Override
    public boolean readersMustPin() {
        return false;
    }

    @Override
    public String name() {
        return hugePages == null ? "foreign" : "foreign, huge pages";
    }

    private static final class ForeignExtent extends Extent {
        private final Arena arena;
        private final MemorySegment segment;

        ForeignExtent(Arena arena, MemorySegment segment) {
            this.arena = arena;
            this.segment = segment;
        }

        @Override
        public long size() {
            return segment.byteSize();
        }

        @Override
        public byte getByte(long offset) {
            return segment.get(ValueLayout.JAVA_BYTE, offset);
        }

        @Override
        public void putByte(long offset, byte value) {
            segment.set(ValueLayout.JAVA_BYTE, offset, value);
        }

        @Override
        public int getInt(long offset) {
            return segment.get(INT, offset);
        }

        @Override
        public void putInt(long offset, int value) {
            segment.set(INT, offset, value);
        }

        @Override
        public long getLong(long offset) {
            return segment.get(LONG, offset);
        }

        @Override
        public void putLong(long offset, long value) {
            segment.set(LONG, offset, value);
        }

        @Override
        public long getLongAcquire(long offset) {
            return (long) ALIGNED_LONG.getAcquire(segment, offset);
        }

        @Override
        public long getLongOpaque(long offset) {
            return (long) ALIGNED_LONG.getOpaque(segment, offset);
        }

        @Override
        public void putLongRelease(long offset, long value) {
            ALIGNED_LONG.setRelease(segment, offset, value);
        }

        @Override
        public boolean casLong(long offset, long expected, long value) {
            return ALIGNED_LONG.compareAndSet(segment, offset, expected, value);
        }

        @Override
        public void copyTo(long offset, byte[] target, int targetOffset, int length) {
            int done = 0;
            while (done < length) {
                int step = Math.min(COPY_CHUNK, length - done);
                MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset + done, target, targetOffset + done, step);
                done += step;
            }
        }

        @Override
        public void copyFrom(long offset, byte[] source, int sourceOffset, int length) {
            int done = 0;
            while (done < length) {
                int step = Math.min(COPY_CHUNK, length - done);
                MemorySegment.copy(source, sourceOffset + done, segment, ValueLayout.JAVA_BYTE, offset + done, step);
                done += step;
            }
        }

        @Override
        public void copyTo(long offset, Extent target, long targetOffset, long length) {
            MemorySegment to = ((ForeignExtent) target).segment;
            long done = 0;
            while (done < length) {
                long step = Math.min(COPY_CHUNK, length - done);
                MemorySegment.copy(segment, offset + done, to, targetOffset + done, step);
                done += step;
            }
        }

        @Override
        public void fill(long offset, long length, byte value) {
            segment.asSlice(offset, length).fill(value);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
