package org.varve.store.log;

import java.nio.ByteOrder;
import org.varve.store.memory.Extent;

/**
 * Layout of a record. Fields follow each other without padding; multi-byte fields are little-endian unless they are only ever read by
 * the machine that wrote them (expiry, hash code), which are in native order.
 *
 * <pre>
 *   +-------+-----------+------------+--------------+-----------+-------------+-----+-------+
 *   | flags | index id  | key length | value length | expire at | hash code   | key | value |
 *   | 1     | 2         | 1..4       | 1..5         | 0 or 8    | 0 or 4      |     |       |
 *   +-------+-----------+------------+--------------+-----------+-------------+-----+-------+
 *   flags: 1 = has an expiry time, 2 = has a hash code (a key that bytes alone do not identify), 4 = dead
 *   lengths: seven bits a byte, lowest first, highest bit set on all but the last
 * </pre>
 *
 * <p>A short canonical key with a short value and no expiry time has a header of 5 bytes. The header never crosses a block border: a
 * record begins only where {@value #MAX_HEADER} bytes are left in the block, so what is left over at a block's end is less than that. Key
 * and value may cross.
 *
 * <p>Once published, a record changes only in its expiry time, in its value's bytes if it is not too large ({@link Records#mayUpdate}), and in being dead at last, all under its
 * bucket's lock.
 */
public final class RecordLayout {
    /** A record does not begin where fewer bytes than this are left in a block. */
    public static final int MAX_HEADER = 24;
    /** Longest key in bytes that the length field can express. */
    public static final int MAX_KEY = (1 << 27) - 1;

    static final int HAS_EXPIRY = 1;
    static final int HAS_HASH = 2;
    static final int DEAD = 4;
    private static final int ID_OFFSET = 1;
    private static final int LENGTHS_OFFSET = 3;
    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    private static final int KEY_SHIFT = 31;
    private static final int HEADER_SHIFT = 58;

    /** What {@link #read} answers when the bytes cannot be a header. */
    public static final long RUBBISH = -1;

    private RecordLayout() {
    }

    /** Header, key and value length of a new record, packed; see {@link #headerLength} and the others. */
    public static long shape(boolean expiry, boolean hash, int keyLength, int valueLength) {
        int header = LENGTHS_OFFSET + varintLength(keyLength) + varintLength(valueLength) + (expiry ? 8 : 0) + (hash ? 4 : 0);
        return pack(header, keyLength, valueLength);
    }

    private static long pack(int header, int key, int value) {
        return (long) header << HEADER_SHIFT | (long) key << KEY_SHIFT | value;
    }

    public static int headerLength(long shape) {
        return (int) (shape >>> HEADER_SHIFT);
    }

    public static int keyLength(long shape) {
        return (int) (shape >>> KEY_SHIFT) & MAX_KEY;
    }

    public static int valueLength(long shape) {
        return (int) shape & Integer.MAX_VALUE;
    }

    /** Bytes from the record's beginning to its value. */
    public static long valueOffset(long shape) {
        return (long) headerLength(shape) + keyLength(shape);
    }

    /** Bytes of the whole record. */
    public static long size(long shape) {
        return valueOffset(shape) + valueLength(shape);
    }

    /** Writes a header; expiry and hash code are written where the flags say that they exist. */
    static void write(Extent extent, long offset, int flags, int indexId, long shape, long expireAt, int hashCode) {
        extent.putByte(offset, (byte) flags);
        writeIndexId(extent, offset, indexId);
        long at = writeVarint(extent, offset + LENGTHS_OFFSET, keyLength(shape));
        at = writeVarint(extent, at, valueLength(shape));
        if ((flags & HAS_EXPIRY) != 0) {
            extent.putLong(at, expireAt);
            at += 8;
        }
        if ((flags & HAS_HASH) != 0) {
            extent.putInt(at, hashCode);
        }
    }

    /** The lengths of the record that begins here, or {@link #RUBBISH}. May be used on bytes that were a record once. */
    static long read(Extent extent, long offset) {
        long head = extent.getLong(offset);
        if (BIG_ENDIAN) {
            head = Long.reverseBytes(head);
        }
        int flags = (int) head & 0xff;
        int extra = ((flags & HAS_EXPIRY) != 0 ? 8 : 0) + ((flags & HAS_HASH) != 0 ? 4 : 0);
        int key = (int) (head >>> 24) & 0xff;
        int value = (int) (head >>> 32) & 0xff;
        if (key < 0x80 && value < 0x80) {
            return pack(LENGTHS_OFFSET + 2 + extra, key, value);
        }
        int more = (int) (head >>> 40) & 0xff;
        if (key < 0x80 && more < 0x80) {
            return pack(LENGTHS_OFFSET + 3 + extra, key, value & 0x7f | more << 7);
        }
        return readLong(extent, offset, extra);
    }

    private static long readLong(Extent extent, long offset, int extra) {
        long at = offset + LENGTHS_OFFSET;
        long key = 0;
        int shift = 0;
        byte b;
        do {
            b = extent.getByte(at++);
            key |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0 && shift < 28);
        if (b < 0 || key > MAX_KEY) {
            return RUBBISH;
        }
        long value = 0;
        shift = 0;
        do {
            b = extent.getByte(at++);
            value |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0 && shift < 35);
        if (b < 0 || value > Integer.MAX_VALUE) {
            return RUBBISH;
        }
        return pack((int) (at - offset) + extra, (int) key, (int) value);
    }

    static int flags(Extent extent, long offset) {
        return extent.getByte(offset) & 0xff;
    }

    static void markDead(Extent extent, long offset) {
        extent.putByte(offset, (byte) (extent.getByte(offset) | DEAD));
    }

    static void writeIndexId(Extent extent, long offset, int indexId) {
        extent.putByte(offset + ID_OFFSET, (byte) indexId);
        extent.putByte(offset + ID_OFFSET + 1, (byte) (indexId >>> 8));
    }

    static int indexId(Extent extent, long offset) {
        return extent.getByte(offset + ID_OFFSET) & 0xff | (extent.getByte(offset + ID_OFFSET + 1) & 0xff) << 8;
    }

    /**
     * Offset of the expiry time from the record's beginning, if it has one. Flags that do not go with the shape, because the record was replaced
     * between two reads, lead nowhere before the record.
     */
    static int expiryOffset(int flags, long shape) {
        return Math.max(0, headerLength(shape) - 8 - ((flags & HAS_HASH) != 0 ? 4 : 0));
    }

    /** Offset of the hash code from the record's beginning, if it has one. */
    static int hashOffset(long shape) {
        return headerLength(shape) - 4;
    }

    private static int varintLength(int value) {
        return value == 0 ? 1 : (31 - Integer.numberOfLeadingZeros(value)) / 7 + 1;
    }

    private static long writeVarint(Extent extent, long offset, int value) {
        long at = offset;
        int rest = value;
        while (rest > 0x7f) {
            extent.putByte(at++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        extent.putByte(at++, (byte) rest);
        return at;
    }
}
