package org.varve.store.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/**
 * Reads and writes records, which may cross from a block to the next of their segment.
 *
 * <p>Methods that read may be used without any lock: what they see may be the remains of a record, or a mixture. They answer with rubbish or
 * refuse, but never leave the store's memory, and never loop without end. Whoever calls them so validates afterwards.
 */
public final class Records {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Bytes that the memory fetches together. */
    private static final int LINE = 64;
    /** Bytes between a record and what is fetched while it is being read. */
    private static final int WALK_AHEAD = 10 * LINE;
    /** A record of more bytes is not overwritten where it lies: others would wait too long for its bucket. */
    private static final int MAX_UPDATED = 4096;
    /** Instead of an address: the segment has no more blocks. */
    private static final long END = -1;

    private final AddressSpace space;
    private final BlockAllocator blocks;
    private final int blockShift;
    private final int blockSize;
    private final long blockMask;
    private final long maxRecord;

    public Records(Geometry geometry, AddressSpace space, BlockAllocator blocks) {
        this.space = space;
        this.blocks = blocks;
        this.blockShift = geometry.blockShift();
        this.blockSize = geometry.blockSize();
        this.blockMask = blockSize - 1L;
        this.maxRecord = geometry.maxRecord();
    }

    /** The lengths of the record at a location (see {@link RecordLayout}), or {@link RecordLayout#RUBBISH}. */
    public long shape(long location) {
        if (blockSize - (location & blockMask) < RecordLayout.MAX_HEADER) {
            return RecordLayout.RUBBISH;
        }
        long shape = RecordLayout.read(space.extent(location), space.offset(location));
        return shape == RecordLayout.RUBBISH || RecordLayout.size(shape) > maxRecord ? RecordLayout.RUBBISH : shape;
    }

    public int indexId(long location) {
        return RecordLayout.indexId(space.extent(location), space.offset(location));
    }

    /** Before the record is published, under the bucket's lock, when it is certain which incarnation it is published in. */
    public void setIndexId(long location, int indexId) {
        RecordLayout.writeIndexId(space.extent(location), space.offset(location), indexId);
    }

    public boolean hasExpiry(long location) {
        return (RecordLayout.flags(space.extent(location), space.offset(location)) & RecordLayout.HAS_EXPIRY) != 0;
    }

    /** True if no entry names the record any more and none ever will. False says nothing. */
    public boolean isDead(long location) {
        return (RecordLayout.flags(space.extent(location), space.offset(location)) & RecordLayout.DEAD) != 0;
    }

    /** Under the lock of the bucket whose entry named the record, see {@link LiveBytes#lower}. */
    void markDead(long location) {
        RecordLayout.markDead(space.extent(location), space.offset(location));
    }

    /** The expiry time, {@code eternal} if the record has none. */
    public long expireAt(long location, long shape, long eternal) {
        Extent extent = space.extent(location);
        long offset = space.offset(location);
        int flags = RecordLayout.flags(extent, offset);
        return (flags & RecordLayout.HAS_EXPIRY) == 0 ? eternal : extent.getLong(offset + RecordLayout.expiryOffset(flags, shape));
    }

    /** Fetches a record's header into the caches ahead of its use. The answer means nothing. */
    public long touch(long location) {
        Extent extent = space.extent(location);
        long offset = space.offset(location);
        // An expiry time may lie in the next line.
        return extent.getByte(offset) + extent.getByte(offset + RecordLayout.MAX_HEADER / 2);
    }

    /**
     * Fetches the lines that follow a record's first side by side with it: where its value begins is known only when its header is there. The answer means nothing, and
     * the lines may be those of the next record.
     */
    public int touchBody(long location) {
        return touchTwoLines(location, LINE);
    }

    /**
     * Fetches two lines some way behind a location, where small records of the same block begin that whoever walks through them is about to come to: each
     * can be read only once the one before it has been. The answer means nothing.
     */
    public int touchAhead(long location) {
        return touchTwoLines(location, WALK_AHEAD);
    }

    /** So far behind a location, if both are in its block. */
    private int touchTwoLines(long location, int distance) {
        if (blockSize - (location & blockMask) <= distance + LINE) {
            return 0;
        }
        Extent extent = space.extent(location);
        long offset = space.offset(location) + distance;
        return extent.getByte(offset) + extent.getByte(offset + LINE);
    }

    /** Under the bucket's lock, or before the record is published; only if it has an expiry time. */
    public void setExpireAt(long location, long shape, long expireAt) {
        Extent extent = space.extent(location);
        long offset = space.offset(location);
        extent.putLong(offset + RecordLayout.expiryOffset(RecordLayout.flags(extent, offset), shape), expireAt);
    }

    /** True if the record's key is identified by hash code and {@code equals}, not by bytes alone. */
    public boolean hasHashCode(long location) {
        return (RecordLayout.flags(space.extent(location), space.offset(location)) & RecordLayout.HAS_HASH) != 0;
    }

    /** The key's hash code; only if it has one. */
    public int hashCode(long location, long shape) {
        return space.extent(location).getInt(space.offset(location) + RecordLayout.hashOffset(shape));
    }

    /** The hash under which the record is indexed. The record must be stable. */
    public long hash(long location, long shape, KeyHash hash) {
        if (hasHashCode(location)) {
            return hash.ofHashCode(hashCode(location, shape));
        }
        int header = RecordLayout.headerLength(shape);
        int length = RecordLayout.keyLength(shape);
        if ((location & blockMask) + header + length <= blockSize) {
            return hash.of(space.extent(location), space.offset(location) + header, length);
        }
        byte[] key = new byte[length];
        if (!copy(location, header, key, 0, length)) {
            throw new IllegalStateException("the record at " + location + " leaves its segment");
        }
        return hash.of(key, length);
    }

    /** True if the record's key is the first {@code length} bytes of {@code key}; the caller has compared the lengths. */
    public boolean keyEquals(long location, long shape, byte[] key, int length) {
        return isAt(location, RecordLayout.headerLength(shape), key, length);
    }

    private boolean isAt(long location, long skip, byte[] expected, int length) {
        long inBlock = (location & blockMask) + skip;
        if (inBlock + length <= blockSize) {
            return equal(space.extent(location), space.offset(location) + skip, expected, 0, length);
        }
        long at = advance(location, skip);
        int done = 0;
        while (at != END && done < length) {
            int step = Math.min(length - done, leftInBlock(at));
            if (!equal(space.extent(at), space.offset(at), expected, done, step)) {
                return false;
            }
            done += step;
            at = advance(at, step);
        }
        return done == length;
    }

    /** True if the record's value is {@code value}, which is as long. Under the bucket's lock. */
    public boolean hasValue(long location, long shape, byte[] value) {
        return isAt(location, RecordLayout.valueOffset(shape), value, value.length);
    }

    /** The address that lies {@code bytes} further along the segment's blocks, {@link #END} if the segment ends before. */
    private long advance(long address, long bytes) {
        int block = (int) (address >>> blockShift);
        long inBlock = (address & blockMask) + bytes;
        while (inBlock >= blockSize) {
            block = blocks.next(block);
            if (block == BlockAllocator.NONE) {
                return END;
            }
            inBlock -= blockSize;
        }
        return ((long) block << blockShift) + inBlock;
    }

    private int leftInBlock(long address) {
        return blockSize - (int) (address & blockMask);
    }

    private static boolean equal(Extent extent, long offset, byte[] key, int from, int length) {
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            if (extent.getLong(offset + at) != (long) LONG.get(key, from + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (extent.getByte(offset + at) != key[from + at]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies {@code length} bytes that begin {@code skip} bytes after the record's beginning.
     *
     * @return false if the segment's blocks end before, so that this cannot be a record
     */
    public boolean copy(long location, long skip, byte[] target, int targetOffset, int length) {
        long inBlock = (location & blockMask) + skip;
        if (inBlock + length <= blockSize) {
            space.extent(location).copyTo(space.offset(location) + skip, target, targetOffset, length);
            return true;
        }
        long at = advance(location, skip);
        int done = 0;
        while (at != END && done < length) {
            int step = Math.min(length - done, leftInBlock(at));
            space.extent(at).copyTo(space.offset(at), target, targetOffset + done, step);
            done += step;
            at = advance(at, step);
        }
        return done == length;
    }

    /** Lays a record down where a {@link Head} has prepared room for it. */
    public void write(long location, long shape, boolean expiry, boolean hasHash, int hashCode, byte[] key, byte[] value, int valueOffset) {
        // Whatever named these blocks before had its version raised before they were freed; a reader that sees the bytes
        // written below must also see that.
        VarHandle.releaseFence();
        int flags = (expiry ? RecordLayout.HAS_EXPIRY : 0) | (hasHash ? RecordLayout.HAS_HASH : 0);
        RecordLayout.write(space.extent(location), space.offset(location), flags, 0, shape, 0, hashCode);
        fill(location, RecordLayout.headerLength(shape), key, 0, RecordLayout.keyLength(shape));
        fill(location, RecordLayout.valueOffset(shape), value, valueOffset, RecordLayout.valueLength(shape));
    }

    /** True if a published record of this shape may get another value where it lies. */
    public static boolean mayUpdate(long shape) {
        return RecordLayout.size(shape) <= MAX_UPDATED;
    }

    /** Overwrites a published record's value by one of the same length; only if {@link #mayUpdate}, and under the bucket's lock. */
    public void update(long location, long shape, byte[] value, int valueOffset) {
        fill(location, RecordLayout.valueOffset(shape), value, valueOffset, RecordLayout.valueLength(shape));
    }

    private void fill(long location, long skip, byte[] source, int sourceOffset, int length) {
        long inBlock = (location & blockMask) + skip;
        if (inBlock + length <= blockSize) {
            space.extent(location).copyFrom(space.offset(location) + skip, source, sourceOffset, length);
            return;
        }
        long at = advance(location, skip);
        int done = 0;
        while (done < length) {
            int step = Math.min(length - done, leftInBlock(at));
            space.extent(at).copyFrom(space.offset(at), source, sourceOffset + done, step);
            done += step;
            at = advance(at, step);
        }
    }

    /**
     * Copies a whole record to where a head has prepared room for it. Its expiry time and its value may be changing.
     *
     * @return false if the source's blocks end before, so that it cannot be a record any more
     */
    public boolean relocate(long from, long to, long size) {
        VarHandle.releaseFence();
        long source = from;
        long target = to;
        long left = size;
        while (left > 0 && source != END) {
            int step = (int) Math.min(left, Math.min(leftInBlock(source), leftInBlock(target)));
            space.extent(source).copyTo(space.offset(source), space.extent(target), space.offset(target), step);
            left -= step;
            source = advance(source, step);
            target = advance(target, step);
        }
        return left == 0;
    }
}
