package org.varve.store.index;

import java.lang.invoke.VarHandle;

/**
 * A walk over an index while it grows. At the beginning there are {@code 2^L} residue classes of bucket numbers modulo {@code 2^L}; splits only
 * move entries inside a class. One class is looked at at a time, and again if a bucket of it was split meanwhile: so every entry that is there
 * throughout is met exactly once. For one thread.
 */
public final class IndexWalk {
    private final Index index;
    private final Cells cells;
    private final int level;
    private long nextClass;

    IndexWalk(Index index, Cells cells) {
        this.index = index;
        this.cells = cells;
        long table = index.table();
        // A retired index has nothing to show.
        this.level = table == Index.RETIRED ? 0 : Index.levelOf(table);
        this.nextClass = table == Index.RETIRED ? 1 : 0;
    }

    /** Reads the records that entries name. */
    public interface Reader {
        /** A class is begun, or begun again: forget what was seen of it. */
        void begin();

        /**
         * Copies what is needed of the record; what it sees may be rubbish until {@link #accept}.
         *
         * @return false if it is certainly rubbish
         */
        boolean read(long word);

        /** True if a record's key is too long to be copied before the bucket was found unchanged. */
        boolean isLong(long word);

        /** True: the records read since the last call were consistent and are to be kept; false: forget them. */
        void accept(boolean consistent);
    }

    /** Shows the next class to {@code reader}; false if there is none or the index was retired. */
    public boolean next(Reader reader) {
        if (nextClass >= 1L << level) {
            return false;
        }
        while (true) {
            long table = index.table();
            if (table == Index.RETIRED) {
                return false;
            }
            reader.begin();
            long buckets = Index.bucketsOf(table);
            for (long bucket = nextClass; bucket < buckets; bucket += 1L << level) {
                readBucket(index.cellOfBucket(bucket), reader);
            }
            long now = index.table();
            if (now != Index.RETIRED && inClass(Index.bucketsOf(now)) == inClass(buckets)) {
                nextClass++;
                return true;
            }
        }
    }

    private long inClass(long buckets) {
        return (buckets - nextClass - 1 >> level) + 1;
    }

    private void readBucket(long cell, Reader reader) {
        boolean consistent;
        do {
            long version = cells.awaitUnlocked(cell);
            consistent = readEntries(cell, version, reader);
            VarHandle.acquireFence();
            consistent &= cells.isUnchanged(cell, version);
            reader.accept(consistent);
        } while (!consistent);
    }

    private boolean readEntries(long cell, long version, Reader reader) {
        int met = 0;
        for (long at = cells.firstEntry(cell); at != 0; at = cells.nextEntry(at)) {
            long word = cells.word(at);
            // A length that is rubbish must not cost a huge allocation: looked at first, believed if the bucket is still the same.
            boolean unread = !EntryWord.isEntry(word) || ++met > Cells.MAX_ENTRIES || reader.isLong(word) && changed(cell, version);
            if (unread || !reader.read(word)) {
                return false;
            }
        }
        return true;
    }

    private boolean changed(long cell, long version) {
        VarHandle.acquireFence();
        return !cells.isUnchanged(cell, version);
    }
}
