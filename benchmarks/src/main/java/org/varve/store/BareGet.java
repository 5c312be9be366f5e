package org.varve.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.KeyHash;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;

/**
 * The least that a get of this store can cost: find the bucket, scan it for the tag, compare the key, copy the value. On the store's own memory, but without
 * anything that makes a get safe: no version, no pin, no second look at the table, no bounds, no access bit, no clock. What a real get costs more is the
 * price of safety.
 *
 * <p>Only for a store in which nothing happens meanwhile, for canonical keys without expiry time, and for values shorter than 16 KiB. It repeats what it needs
 * of the layouts of cells and records, so that no check of theirs is counted.
 */
public final class BareGet {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int FIRST_SLOT = 8;
    private static final int LAST_SLOT = 56;
    private static final int LAST_CHUNK_SLOT = 24;
    private static final int LENGTHS = 3;

    private final AddressSpace space;
    private final Records records;
    private final KeyHash keyHash;
    private final EntryWord words;
    private final long tagMask;
    private final int blockSize;
    private final Index index;

    /** On the fullest keyspace of a store. */
    public BareGet(Store store) {
        StoreParts parts = store.parts();
        space = parts.space();
        records = parts.records();
        keyHash = parts.keyHash();
        words = parts.words();
        tagMask = words.tag(-1L);
        blockSize = parts.geometry().blockSize();
        Index fullest = null;
        for (Index candidate : parts.indexes().all()) {
            if (candidate != null && (fullest == null || candidate.size() > fullest.size())) {
                fullest = candidate;
            }
        }
        index = fullest;
    }

    /**
     * Copies the value under a key to the beginning of {@code into}.
     *
     * @return the value's length in bytes, -1 if the key is not there
     */
    public int get(byte[] key, int length, byte[] into) {
        long hash = keyHash.of(key, length);
        long tag = words.tag(hash);
        long cell = index.cellOf(hash, index.table());
        long slot = cell + FIRST_SLOT;
        long last = cell + LAST_SLOT;
        Extent extent = space.extent(cell);
        long base = space.offset(cell) - cell;
        while (slot <= last) {
            long word = extent.getLong(base + slot);
            if (word == 0) {
                return -1;
            }
            if (word < 0) {
                slot = words.location(word);
                last = slot + LAST_CHUNK_SLOT;
                extent = space.extent(slot);
                base = space.offset(slot) - slot;
                continue;
            }
            if ((word & tagMask) == tag) {
                int found = copyIfSame(words.location(word), key, length, into);
                if (found >= 0) {
                    return found;
                }
            }
            slot += 8;
        }
        return -1;
    }

    private int copyIfSame(long location, byte[] key, int length, byte[] into) {
        Extent extent = space.extent(location);
        long at = space.offset(location) + LENGTHS;
        if (extent.getByte(at) != length) {
            return -1;
        }
        int valueLength = extent.getByte(at + 1);
        at += 2;
        if (valueLength < 0) {
            valueLength = valueLength & 0x7f | extent.getByte(at++) << 7;
        }
        long skip = at - space.offset(location);
        if ((location & blockSize - 1) + skip + length + valueLength > blockSize) {
            return acrossBlocks(location, key, length, valueLength, skip, into);
        }
        if (!isSame(extent, at, key, length)) {
            return -1;
        }
        extent.copyTo(at + length, into, 0, valueLength);
        return valueLength;
    }

    private int acrossBlocks(long location, byte[] key, int length, int valueLength, long skip, byte[] into) {
        boolean found = records.keyEquals(location, RecordLayout.shape(false, false, length, valueLength), key, length)
                && records.copy(location, skip + length, into, 0, valueLength);
        return found ? valueLength : -1;
    }

    private static boolean isSame(Extent extent, long at, byte[] key, int length) {
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (extent.getLong(at + i) != (long) LONG.get(key, i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (extent.getByte(at + i) != key[i]) {
                return false;
            }
        }
        return true;
    }
}
