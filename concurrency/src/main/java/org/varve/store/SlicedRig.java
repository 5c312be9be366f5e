package org.varve.store;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.RawRecords;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.memory.Extent;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/**
 * A tiny store whose one closed segment has two slices: in the first the record that is to be removed, and what is dead already; in the second a large record
 * that lives. So blocks go back before the segment's account is at zero. Used again and again, like {@link Rig}.
 */
final class SlicedRig {
    /** Each account has what entries name in its segment. */
    static final int RIGHT = 0;
    static final int WRONG = 1;

    /** Blocks of 1 KiB, all in one extent; a slice is as long as a segment, which a large record extends; one head. */
    private static final Geometry GEOMETRY = new Geometry(10, 64, 16, 6, 2, 1);
    private static final byte OLD = 1;
    private static final byte DEAD = 2;
    private static final byte LARGE = 3;
    /** Takes the blocks of the first slice. */
    private static final byte OTHER = 4;
    /** Opens a segment once the first is free. */
    private static final byte NEXT = 5;
    private static final int LENGTH = 600;
    private static final int LARGE_LENGTH = 5000;
    private static final int OTHER_LENGTH = 6000;
    private static final int MOST_SKEW = 300;
    private static final int MOST_STEPS = 16;
    private static final ConcurrentLinkedQueue<SlicedRig> IDLE = new ConcurrentLinkedQueue<>();

    private final SlowWrites memory = new SlowWrites();
    private final Store store = Store.openQuiet("sliced", GEOMETRY, memory, TimeSource.system());
    private final Extent extent = store.parts().space().extent(0);
    private final Keyspace keyspace = store.openKeyspace("sliced", false);

    /** After each byte that one thread writes happens what the scheduler may do. */
    private static final class SlowWrites extends WatchedMemory {
        private volatile Thread slow;

        @Override
        void byteWritten() {
            if (slow == Thread.currentThread()) {
                Weakened.pauseLong();
            }
        }
    }

    private SlicedRig() {
        fill();
        long old = location(OLD);
        int slot = segments().slotOf(old);
        keyspace.remove(key(OLD));
        emptyFirstSlice();
        check(segments().state(slot) == SegmentState.VICTIM, "a step of reclaiming empties more than a slice");
        check(segments().slotOf(old) == segments().slotOf(location(OTHER)), "the block is not used again at once");
        emptyAll();
        check(segments().slotOf(location(NEXT)) == slot, "the segment is not used again at once");
        check(judge() == RIGHT, "accounts");
        empty();
    }

    /** A store with its segment of two slices. */
    static SlicedRig take() {
        SlicedRig idle = IDLE.poll();
        SlicedRig rig = idle == null ? new SlicedRig() : idle;
        rig.fill();
        return rig;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void fill() {
        put(OLD, LENGTH);
        int left = (int) (GEOMETRY.sliceBytes() - keyspace.bytes());
        put(DEAD, left - RecordLayout.headerLength(RecordLayout.shape(false, false, 1, left)) - 1);
        put(LARGE, LARGE_LENGTH);
        keyspace.remove(key(DEAD));
        store.parts().heads().closeIdle();
    }

    private static StoreKey key(byte which) {
        StoreKey key = new StoreKey();
        key.setCanonical(new byte[] {which}, 1);
        return key;
    }

    private void put(byte which, int length) {
        keyspace.put(key(which), new byte[length], 0, length, Expiry.ETERNAL, Expiry.ETERNAL);
    }

    private SegmentTable segments() {
        return store.parts().segments();
    }

    /** Now earlier, now later in what the reclaimer does. */
    private static void skew() {
        for (int i = ThreadLocalRandom.current().nextInt(MOST_SKEW); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /** Removes the record of the first slice, and stands still for a while once it is marked dead. */
    void remove() {
        skew();
        memory.slow = Thread.currentThread();
        keyspace.remove(key(OLD));
        memory.slow = null;
    }

    /** The same, but the segment is looked up when the record has been marked. */
    void removeLookingLate() {
        skew();
        StoreParts parts = store.parts();
        StoreKey key = key(OLD);
        long hash = key.hash(parts.keyHash());
        Index index = index();
        long cell = index.lock(hash);
        long at = find(index, cell, key, hash);
        long location = parts.words().location(index.word(at));
        long size = RecordLayout.size(parts.records().shape(location));
        long chunk = index.remove(cell, at);
        RawRecords.markDead(parts.records(), location);
        Weakened.pauseLong();
        segments().subtractLive(segments().slotOf(location), size, Expiry.ETERNAL);
        index.unlock(cell);
        index.giveChunk(chunk);
        index.counted(-1);
        index.account().grown(-size);
    }

    private Index index() {
        while (true) {
            for (Index index : store.parts().indexes().all()) {
                if (index != null && index.table() != Index.RETIRED) {
                    return index;
                }
            }
        }
    }

    private long find(Index index, long cell, StoreKey key, long hash) {
        Records records = store.parts().records();
        EntryWord words = store.parts().words();
        long at = index.findFirst(cell, words.tag(hash));
        while (at != 0) {
            long location = words.location(index.word(at));
            if (KeyMatch.compare(records, location, records.shape(location), key) == KeyMatch.SAME) {
                return at;
            }
            at = index.findNext(at, words.tag(hash));
        }
        return 0;
    }

    /** Where a record lies; 0 if there is none. While nothing else goes on. */
    private long location(byte which) {
        StoreKey key = key(which);
        long hash = key.hash(store.parts().keyHash());
        Index index = index();
        long cell = index.lock(hash);
        long at = find(index, cell, key, hash);
        long location = at == 0 ? 0 : store.parts().words().location(index.word(at));
        index.unlock(cell);
        return location;
    }

    /** Empties the first slice and gives its blocks to another record. */
    void emptyFirstSlice() {
        store.parts().reclaimer().step(1, false);
        put(OTHER, OTHER_LENGTH);
    }

    /** Frees the segment and opens another in its slot. */
    void emptyAll() {
        store.parts().reclaimer().step(1, false);
        put(NEXT, LENGTH);
    }

    /** Compares the accounts with the records. While nothing else goes on. */
    int judge() {
        long[] live = new long[GEOMETRY.blockCount()];
        for (byte which = OLD; which <= NEXT; which++) {
            long location = location(which);
            if (location != 0) {
                live[segments().slotOf(location)] += RecordLayout.size(store.parts().records().shape(location));
            }
        }
        for (int slot = 0; slot < segments().usedSlots(); slot++) {
            if (live[slot] != segments().live(slot)) {
                return WRONG;
            }
        }
        return RIGHT;
    }

    /** For another test, unless its accounts are wrong. Throws if what happened has left anything behind. */
    void giveBack(int judged) {
        if (judged == RIGHT) {
            empty();
            IDLE.add(this);
        } else {
            store.close();
            memory.recycle(extent);
        }
    }

    private void empty() {
        keyspace.clear();
        store.parts().heads().closeIdle();
        for (int i = 0; i < MOST_STEPS && segments().figures().all() > 0; i++) {
            store.parts().reclaimer().step(1, false);
        }
        check(keyspace.size() == 0 && segments().figures().all() == 0, "segments of an empty store: " + segments().figures().all());
    }
}
