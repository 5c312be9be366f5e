package org.varve.store;

import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.index.RawCells;
import org.varve.store.index.Table;
import org.varve.store.log.Head;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/** Operations on a real store that leave out one step of a protocol each. */
public final class Weakened {
    private static final int PAUSE = 60;
    /** Pauses that take about as long as closing, freeing and filling a segment. */
    private static final int STEPS_OF_RECLAIMER = 4;
    /** A divisor of {@link Rig#LENGTH}. */
    private static final int PART = 60;
    private static final int MOST_TRIES = 100;

    private final Rig rig;
    private final StoreParts parts;
    private final Records records;
    private final EntryWord words;

    Weakened(Rig rig) {
        this.rig = rig;
        this.parts = rig.parts();
        this.records = parts.records();
        this.words = parts.words();
    }

    /** What the scheduler may do at any place, made more likely at the one that matters. */
    public static void pause() {
        for (int i = 0; i < PAUSE; i++) {
            Thread.onSpinWait();
        }
    }

    /** As long as it takes about to close, free and fill a segment. */
    static void pauseLong() {
        for (int i = 0; i < STEPS_OF_RECLAIMER; i++) {
            pause();
        }
    }

    /** A read; returns a code of {@link Rig}. */
    int get(boolean looksAtVersion, boolean looksAtTable) {
        StoreKey key = rig.key();
        long hash = key.hash(parts.keyHash());
        Index index = rig.index();
        for (int i = 0; i < MOST_TRIES; i++) {
            Table table = index.table();
            long cell = index.cellOf(hash, table);
            pause();
            long version = RawCells.beginRead(parts.slab(), cell);
            int found = look(index, cell, key, hash);
            boolean valid = !looksAtVersion || RawCells.endRead(parts.slab(), cell, version);
            if (valid && (!looksAtTable || index.table() == table)) {
                return found;
            }
        }
        return Rig.ABSENT;
    }

    private int look(Index index, long cell, StoreKey key, long hash) {
        long at = index.findFirst(cell, words.tag(hash));
        if (at == 0) {
            return Rig.ABSENT;
        }
        long location = words.location(index.word(at));
        long shape = records.shape(location);
        if (shape == RecordLayout.RUBBISH || RecordLayout.valueLength(shape) != Rig.LENGTH
                || KeyMatch.compare(records, location, shape, key) != KeyMatch.SAME) {
            return Rig.ABSENT;
        }
        byte[] value = new byte[Rig.LENGTH];
        long skip = RecordLayout.valueOffset(shape);
        // In parts, as a large value is copied.
        for (int done = 0; done < Rig.LENGTH; done += PART) {
            records.copy(location, skip + done, value, done, PART);
            pause();
        }
        return Rig.judge(value, Rig.LENGTH);
    }

    /** Inserts the key into the bucket that an earlier look at the table has named, whatever has become of it. */
    void putWhereItBelonged() {
        Index index;
        Table table;
        do {
            index = rig.index();
            table = index.table();
        } while (table == Index.RETIRED);
        Head head = parts.heads().lockOne(Rig.LENGTH, Expiry.ETERNAL, 0);
        try {
            long location = append(head, rig.key());
            long cell = index.cellOf(rig.hash(), table);
            pause();
            RawCells.lock(parts.slab(), cell);
            publish(index, cell, location);
            RawCells.unlock(parts.slab(), cell);
        } finally {
            parts.heads().release(head, Rig.LENGTH);
        }
        index.counted(1);
    }

    /** Appends the record, releases the head, and publishes the record only then. */
    void putWithoutHead() {
        Head head = parts.heads().lockOne(Rig.LENGTH, Expiry.ETERNAL, 0);
        long location = append(head, rig.key());
        parts.heads().release(head, Rig.LENGTH);
        pauseLong();
        Index index = rig.index();
        long cell = index.lock(rig.hash());
        publish(index, cell, location);
        index.unlock(cell);
        index.counted(1);
    }

    private long append(Head head, StoreKey key) {
        long shape = shape();
        long location = head.prepare(RecordLayout.size(shape), Expiry.ETERNAL, 0);
        records.write(location, shape, true, false, 0, key.bytes(), Rig.value(Rig.A), 0);
        records.setIndexId(location, rig.index().id());
        records.setExpireAt(location, shape, Expiry.ETERNAL);
        head.finish(true);
        return location;
    }

    private static long shape() {
        return RecordLayout.shape(true, false, 4, Rig.LENGTH);
    }

    private void publish(Index index, long cell, long location) {
        parts.liveBytes().raise(location, RecordLayout.size(shape()), Expiry.ETERNAL, index.account().byteAccount());
        index.insert(cell, EntryWord.of(words.tag(rig.hash()), location), 0);
    }

    /** Moves the key's record and publishes the new location before the record has been copied there. */
    void moveTooEarly() {
        long size = RecordLayout.size(shape());
        Head head = parts.heads().lockOne(size, Expiry.ETERNAL, 0);
        try {
            long from = rig.location();
            long to = head.prepare(size, Expiry.ETERNAL, 0);
            // What stood in that place before, as a record so that a reader has something to find.
            records.write(to, shape(), true, false, 0, rig.key().bytes(), Rig.value(Rig.B), 0);
            rename(from, to);
            pause();
            records.relocate(from, to, size);
            head.finish(true);
        } finally {
            parts.heads().release(head, size);
        }
    }

    /** Moves the key's record without copying its expiry time, or anything else of it, again under the bucket's lock. */
    void moveCopyingOnce() {
        long size = RecordLayout.size(shape());
        Head head = parts.heads().lockOne(size, Expiry.ETERNAL, 0);
        try {
            long from = rig.location();
            long to = head.prepare(size, Expiry.ETERNAL, 0);
            records.relocate(from, to, size);
            pause();
            rename(from, to);
            head.finish(true);
        } finally {
            parts.heads().release(head, size);
        }
    }

    private void rename(long from, long to) {
        long size = RecordLayout.size(shape());
        Index index = rig.index();
        long cell = index.lock(rig.hash());
        long at = index.findLocation(cell, words.tag(rig.hash()), from);
        long expireAt = records.expireAt(to, shape(), Expiry.ETERNAL);
        parts.liveBytes().raise(to, size, expireAt, index.account().byteAccount());
        index.replace(at, words.at(index.word(at), to));
        parts.liveBytes().lower(from, size, expireAt);
        index.unlock(cell);
    }
}
