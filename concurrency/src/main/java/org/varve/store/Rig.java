package org.varve.store;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/**
 * A tiny store with one keyspace, for one run of a test. Opening one takes far longer than the race for whose sake it is there, so they are used again
 * and again; {@link #giveBack} empties one and makes sure that its accounts are at zero.
 */
final class Rig {
    /** Codes for what a read has found. */
    static final int ABSENT = 0;
    static final int INTACT_A = 1;
    static final int INTACT_B = 2;
    static final int TORN = -1;

    static final byte A = 0x11;
    static final byte B = 0x22;
    static final int LENGTH = 600;

    /** Blocks of 4 KiB, all in one extent; segments of one block; one head. */
    private static final Geometry GEOMETRY = new Geometry(12, 32, 17, 1, 2, 1);
    /** More entries than the splits made at once leave room for. */
    private static final long CROWD = 1000;
    /** So many that the smallest table is split twice, and not a third time. */
    private static final long CROWD_FOR_TWO = 122;
    /** So few that one of two splits is undone, and not the other: the cell that the key is moved out of stays a cell of this index. */
    private static final long FEW_FOR_ONE = 86;
    private static final int TURNS = 64;
    private static final int SKEW = 4;
    private static final int MOST_STEPS = 4;
    private static final int MOST_RUNS = 2;
    private static final byte[] VALUE_A = filled(A);
    private static final byte[] VALUE_B = filled(B);
    private static final ConcurrentLinkedQueue<Rig> IDLE = new ConcurrentLinkedQueue<>();

    private final Store store = Store.openQuiet("rig", GEOMETRY, Memory.system(), TimeSource.system());
    private final Keyspace keyspace = store.openKeyspace("rig", true);
    /** Its bucket is the second one split, and the split moves it. */
    private final byte[] key;
    private int runs;
    /** Of the first actor. */
    private int turn = ThreadLocalRandom.current().nextInt(TURNS);
    private final byte[] otherKey = new byte[] {-1, -1, -1, -1};

    private Rig() {
        int n = 0;
        while ((key(n).hash(parts().keyHash()) & 31) != 17) {
            n++;
        }
        key = key(n).bytes();
        checkThatStepsDoWhatTestsNeed();
    }

    /** An empty store. */
    static Rig take() {
        Rig rig = IDLE.poll();
        return rig == null ? new Rig() : rig;
    }

    /** Without these the tests would pass because nothing happens. */
    private void checkThatStepsDoWhatTestsNeed() {
        put(A);
        long before = location();
        compact();
        check(location() != before, "a step of reclaiming does not move the record");
        putOther();
        check(locationOf(otherKey) >>> GEOMETRY.blockShift() == before >>> GEOMETRY.blockShift(), "the block is not used again");
        empty();
        put(A);
        before = location();
        remove();
        compact();
        putOther();
        check(locationOf(otherKey) == before, "the block is not used again at once");
        empty();
        put(A);
        long cell = index().cellOf(hash(), index().table());
        split();
        check(cell != index().cellOf(hash(), index().table()), "a split does not move the entry");
        check(get() == INTACT_A, "the entry is lost");
        empty();
        splitTwice();
        put(A);
        cell = index().cellOf(hash(), index().table());
        merge();
        check(cell != index().cellOf(hash(), index().table()), "a merge does not move the entry");
        check(get() == INTACT_A, "the entry is lost by a merge");
        empty();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** For another test. Throws if what happened has left anything behind. */
    void giveBack() {
        empty();
        IDLE.add(this);
    }

    /**
     * Like {@link #giveBack}, for who lets several threads reclaim at a time and relies on nothing being evicted. A worker evicts once four compactions in a row have gained it no
     * block, and the first after the store was emptied gains none; it need not be the same worker that is used each time.
     */
    void giveBackUnlessWorn() {
        empty();
        if (++runs < MOST_RUNS) {
            IDLE.add(this);
        } else {
            store.close();
        }
    }

    /** Like {@link #giveBack} after a control, which may have damaged the store. */
    void giveBackIfWhole() {
        try {
            giveBack();
        } catch (RuntimeException damaged) {
            store.close();
        }
    }

    private void empty() {
        keyspace.clear();
        compact();
        check(keyspace.size() == 0 && liveBytes() == 0, "live bytes of an empty store: " + liveBytes());
    }

    /** Lets the first actor begin now earlier, now later in what the second does, which takes longer. */
    void skew() {
        turn = turn + 1 & TURNS - 1;
        for (int i = 0; i < turn * SKEW; i++) {
            Thread.onSpinWait();
        }
    }

    StoreParts parts() {
        return store.parts();
    }

    Keyspace keyspace() {
        return keyspace;
    }

    /** The index in use; may be retired when this returns. */
    Index index() {
        while (true) {
            // Again and again, because the one in use may have come after the list was made.
            for (Index index : parts().indexes().all()) {
                if (index != null && index.table() != Index.RETIRED) {
                    return index;
                }
            }
        }
    }

    long liveBytes() {
        return parts().segments().liveBytes(parts().time().millis());
    }

    private static StoreKey key(int n) {
        return canonical(new byte[] {(byte) n, (byte) (n >>> 8), 0, 1});
    }

    private static StoreKey canonical(byte[] bytes) {
        StoreKey key = new StoreKey();
        key.setCanonical(bytes, bytes.length);
        return key;
    }

    /** A key object for one thread. */
    StoreKey key() {
        return canonical(key);
    }

    long hash() {
        return key().hash(parts().keyHash());
    }

    private static byte[] filled(byte pattern) {
        byte[] value = new byte[LENGTH];
        Arrays.fill(value, pattern);
        return value;
    }

    static byte[] value(byte pattern) {
        return pattern == A ? VALUE_A : VALUE_B;
    }

    void put(byte pattern) {
        keyspace.put(key(), value(pattern), 0, LENGTH, Expiry.ETERNAL, Expiry.ETERNAL);
    }

    void putKeepingExpiry(byte pattern) {
        keyspace.put(key(), value(pattern), 0, LENGTH, Expiry.ETERNAL, Expiry.KEEP);
    }

    void putOther() {
        keyspace.put(canonical(otherKey), VALUE_B, 0, LENGTH, Expiry.ETERNAL, Expiry.ETERNAL);
    }

    void remove() {
        keyspace.remove(key());
    }

    /** What a read of the key finds. */
    int get() {
        ValueBuffer buffer = new ValueBuffer();
        return keyspace.get(key(), buffer) == Presence.LIVE ? judge(buffer.bytes(), buffer.length()) : ABSENT;
    }

    /** The code of a value. */
    static int judge(byte[] value, int length) {
        if (length == LENGTH && Arrays.equals(value, 0, length, VALUE_A, 0, LENGTH)) {
            return INTACT_A;
        }
        return length == LENGTH && Arrays.equals(value, 0, length, VALUE_B, 0, LENGTH) ? INTACT_B : TORN;
    }

    /** The expiry time of the key's mapping, -1 if there is none. */
    long expireAt() {
        ValueBuffer buffer = new ValueBuffer();
        return keyspace.get(key(), buffer) == Presence.ABSENT ? -1 : buffer.expireAt();
    }

    /** Where the key's record lies; 0 if there is none. While nothing else goes on. */
    long location() {
        return locationOf(key);
    }

    private long locationOf(byte[] which) {
        EntryWord words = parts().words();
        long hash = canonical(which).hash(parts().keyHash());
        long cell = index().lock(hash);
        long at = index().findFirst(cell, words.tag(hash));
        long location = at == 0 ? 0 : words.location(index().word(at));
        index().unlock(cell);
        return location;
    }

    /** Closes the open segment, frees what is dead, moves what lives. */
    void compact() {
        parts().heads().closeIdle();
        for (int i = 0; i < MOST_STEPS && isAnyClosed(); i++) {
            parts().reclaimer().step(1, false);
        }
    }

    /** With nothing closed a step would close the survivors' segment and move them again, back to where they came from. */
    private boolean isAnyClosed() {
        SegmentTable segments = parts().segments();
        for (int slot = segments.usedSlots() - 1; slot >= 0; slot--) {
            if (segments.state(slot) == SegmentState.CLOSED) {
                return true;
            }
        }
        return false;
    }

    /** Splits the key's bucket. */
    void split() {
        index().counted(CROWD);
        index().growIfCrowded();
        index().counted(-CROWD);
    }

    /** Splits the key's bucket and the one before. */
    void splitTwice() {
        index().counted(CROWD_FOR_TWO);
        index().growIfCrowded();
        index().counted(-CROWD_FOR_TWO);
    }

    /** After {@link #splitTwice}: merges the key's bucket. */
    void merge() {
        index().counted(FEW_FOR_ONE);
        index().shrinkIfSparse();
        index().counted(-FEW_FOR_ONE);
    }
}
