package org.varve.store;

import org.varve.store.index.Index;

/**
 * One change of one bucket, from locking it to unlocking it, and what is left to do afterwards. A locked section allocates nothing, calls nothing that
 * can throw and runs no user code; so whatever it needs stands here before it begins, and what may allocate happens in {@link #finish}.
 */
final class Change {
    /** Why a change was not made. */
    enum Obstacle {
        NONE,
        /** A compound operation may be between its look and its write: queue for the key's lock. */
        BUSY,
        /** {@code equals} has to be asked. */
        JUDGE,
        /** The record had better lie among others that expire when it will. */
        MISPLACED,
        /** Blocks are owed for before more are taken. */
        PAYMENT,
        /** There are no blocks for the record. */
        NO_ROOM
    }

    /** One change in eight looks whether the table should grow or shrink, and has eight buckets split or merged: adding up the count is not free. */
    private static final long SIZE_LOOKS_MASK = 7;

    private final EntryPlace place = new EntryPlace();
    private Index index;
    private long hash;
    private long cell;
    private Obstacle obstacle;
    private Presence before;
    private long entriesAdded;
    private long bytesAdded;
    private int evicted;
    private long freeChunk;
    private boolean crowded;
    private boolean newKey;
    private int blocksTaken;

    /** Begins a change, whatever became of the last one. */
    void begin() {
        index = null;
        obstacle = Obstacle.NONE;
        before = Presence.ABSENT;
        entriesAdded = 0;
        bytesAdded = 0;
        evicted = 0;
        freeChunk = 0;
        crowded = false;
        newKey = false;
        blocksTaken = 0;
    }

    /**
     * Locks the bucket of a hash in the keyspace's present index.
     *
     * @param current   of the keyspace
     * @param locks     of its keys
     * @param keyHash   of the key
     * @param keyLocked true if the caller holds the key's lock
     * @return false if a compound operation is in the way; then nothing is locked
     */
    boolean lock(CurrentIndex current, KeyLocks locks, long keyHash, boolean keyLocked) {
        hash = keyHash;
        do {
            index = current.get();
            cell = index.lock(hash);
            if (cell == 0) {
                current.checkOpen();
            }
        } while (cell == 0);
        if (!keyLocked && locks.isBusy(hash)) {
            obstacle = Obstacle.BUSY;
            index.unlock(cell);
            return false;
        }
        return true;
    }

    void unlock() {
        index.unlock(cell);
    }

    Index index() {
        return index;
    }

    long cell() {
        return cell;
    }

    /** The key's, once it has been looked for. */
    EntryPlace place() {
        return place;
    }

    void hinder(Obstacle why) {
        obstacle = why;
    }

    Obstacle obstacle() {
        return obstacle;
    }

    void found(Presence presence) {
        before = presence;
    }

    Presence before() {
        return before;
    }

    /** The cache's records have become so many bytes more (or fewer). */
    void grown(long bytes) {
        bytesAdded += bytes;
    }

    /** @param isCrowded true if the entry did not find room in its bucket's cell */
    void added(boolean isCrowded) {
        entriesAdded++;
        crowded = isCrowded;
        newKey = true;
    }

    boolean isNewKey() {
        return newKey;
    }

    /** The record did not fit where the last one ended, or was the first of a segment. */
    void tookBlocks(int number) {
        blocksTaken = number;
    }

    int blocksTaken() {
        return blocksTaken;
    }

    void removed(long emptyChunk) {
        entriesAdded--;
        freeChunk = emptyChunk;
    }

    void evictedOne() {
        evicted++;
    }

    /** A chunk freed by this change, 0 if there is none. */
    long freeChunk() {
        return freeChunk;
    }

    /** The freed chunk has found a use in the same bucket. */
    void reusedFreeChunk() {
        freeChunk = 0;
    }

    /** After the bucket and the head were released. */
    void finish(StoreParts parts) {
        if (index != null) {
            settle(parts);
        }
    }

    /** Whatever became of it: a key that is kept for later must not keep an index, or a store, from being collected. */
    void forget() {
        index = null;
    }

    private void settle(StoreParts parts) {
        index.giveChunk(freeChunk);
        if (entriesAdded != 0) {
            index.counted(entriesAdded);
        }
        if (bytesAdded != 0) {
            index.account().grown(bytesAdded);
        }
        for (int i = 0; i < evicted; i++) {
            index.account().evicted();
            parts.counters().evicted();
        }
        if ((hash & SIZE_LOOKS_MASK) == 0 && crowded) {
            index.growIfCrowded();
        } else if ((hash & SIZE_LOOKS_MASK) == 0 && entriesAdded < 0) {
            index.shrinkIfSparse();
        }
    }
}
