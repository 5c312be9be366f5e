package org.varve.store.memory;

/**
 * One contiguous piece of off-heap memory, at least 64-byte aligned. Offsets are bytes from its beginning.
 *
 * <p>Methods without an order in their name are plain accesses and may be unaligned; bytes are in native order. Methods with an order
 * need an offset that is a multiple of eight. In production nothing checks bounds: callers bound what they derive from
 * memory before they use it.
 */
public abstract class Extent {
    /** Bulk copies go in pieces of this many bytes, so that no thread holds up a safepoint for long. */
    protected static final int COPY_CHUNK = 1 << 20;

    /** Usable bytes. */
    public abstract long size();

    public abstract byte getByte(long offset);

    public abstract void putByte(long offset, byte value);

    public abstract int getInt(long offset);

    public abstract void putInt(long offset, int value);

    public abstract long getLong(long offset);

    public abstract void putLong(long offset, long value);

    /** No later access of this thread is moved before this read. */
    public abstract long getLongAcquire(long offset);

    /** Is not moved across other opaque accesses of the word, and cannot be replaced by an earlier read. */
    public abstract long getLongOpaque(long offset);

    /** No earlier access of this thread is moved behind this write. */
    public abstract void putLongRelease(long offset, long value);

    /** Volatile compare-and-set. */
    public abstract boolean casLong(long offset, long expected, long value);

    public abstract void copyTo(long offset, byte[] target, int targetOffset, int length);

    public abstract void copyFrom(long offset, byte[] source, int sourceOffset, int length);

    /** Copies to an extent of the same {@link Memory}. */
    public abstract void copyTo(long offset, Extent target, long targetOffset, long length);

    public abstract void fill(long offset, long length, byte value);

    /**
     * Gives the memory back. Where {@link Memory#readersMustPin()}, nobody may be using it; otherwise whoever does gets an
     * {@link IllegalStateException}.
     */
    public abstract void close();
}
