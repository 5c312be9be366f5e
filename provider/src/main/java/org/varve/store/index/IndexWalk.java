package org.varve.store.index;

/**
 * A walk over an index while it grows and shrinks. Every entry that is there throughout is met exactly once. For one thread.
 *
 * <p>The order is that of the hashes read backwards, lowest bit first (as in the SCAN of Redis, by P. Noordhuis). The hashes of one bucket are those that
 * have some low bits in common; read backwards they are an interval, whatever the size of the table: a split cuts an interval in two, a merge joins two
 * neighbours. The walk remembers only a position in that order, {@link #next}, which every entry below has been met or was not there, and no entry from it
 * on has been met. One step reads, at one moment, the bucket in whose interval the position lies, keeps what lies between the position and the
 * end of the interval, and moves the position to that end.
 *
 * <p>Proof: a step's part of the order, from the position to the interval's end, lies within the interval of the bucket that is read, so an entry in that
 * part which is there throughout is in that bucket at the moment of reading, and is kept. Entries of the bucket that lie before the position (the table has
 * shrunk, the bucket holds what was met in another) are dropped. The parts of all steps follow one another without gap or overlap. So each such
 * entry is met in the one step into whose part it falls. There is one moment of reading: the
 * table by which the step's part was worked out was in force after the bucket's version was read ({@link Index#beginRead}), and a split or merge of the
 * bucket would have changed the version. The order of two hashes in different parts shows in the bits that choose buckets; those are known without reading a record,
 * the lowest {@value EntryWord#TAG_FROM} from the bucket, the others from the tag.
 *
 * <p>A step is bounded by what a bucket can hold, however much the table has grown since the walk began.
 */
public final class IndexWalk {
    private static final int MAX_TRIES = 16;

    private final Index index;
    private final Cells cells;
    private final EntryWord words;
    /** The position, a hash read backwards. */
    private long next;
    private boolean atEnd;

    IndexWalk(Index index, Cells cells, EntryWord words) {
        this.index = index;
        this.cells = cells;
        this.words = words;
    }

    /** Reads the records that entries name. */
    public interface Reader {
        /** A bucket is begun, or begun again: forget what was seen of it. */
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

    /**
     * Shows the next bucket to {@code reader}; false if there is none or the index was retired. If others change the bucket again and again, nothing is accepted of it, and the next
     * call tries once more: so nobody who waits for the caller's access to end waits for them.
     */
    public boolean next(Reader reader) {
        for (int tries = 0; !atEnd && tries < MAX_TRIES; tries++) {
            Table table = index.table();
            if (table == Index.RETIRED) {
                return false;
            }
            long hash = Long.reverse(next);
            int common = table.commonBits(hash);
            reader.begin();
            boolean consistent = readBucket(table, hash, reader);
            reader.accept(consistent);
            if (consistent) {
                next = endOfInterval(next, common);
                atEnd = next == 0;
                return true;
            }
        }
        return !atEnd;
    }

    /** Where the interval ends of the hashes that share {@code common} bits with the one at a position: the next multiple of its size; past the last one, 0. */
    static long endOfInterval(long position, int common) {
        return (position >>> Long.SIZE - common) + 1 << Long.SIZE - common;
    }

    private boolean readBucket(Table table, long hash, Reader reader) {
        long cell = table.cellOf(hash);
        long version = index.beginRead(cell, table);
        if ((version & 1) != 0 || !readEntries(cell, version, hash, reader)) {
            return false;
        }
        return index.endRead(cell, version, hash, table);
    }

    /** True if an entry of the bucket of {@code hash} has not been passed yet. */
    private boolean isAhead(long word, long hash) {
        long low = hash & (1L << EntryWord.TAG_FROM) - 1;
        return Long.compareUnsigned(Long.reverse(words.hashBits(word) | low), next) >= 0;
    }

    private boolean readEntries(long cell, long version, long hash, Reader reader) {
        int met = 0;
        for (long at = cells.firstEntry(cell); at != 0; at = cells.nextEntry(at)) {
            long word = cells.word(at);
            if (!EntryWord.isEntry(word) || ++met > Cells.MAX_ENTRIES) {
                return false;
            }
            if (!isAhead(word, hash)) {
                continue;
            }
            // A length that is rubbish must not cost a huge allocation: looked at first, believed if the bucket is still the same.
            if (reader.isLong(word) && !index.isUnchanged(cell, version) || !reader.read(word)) {
                return false;
            }
        }
        return true;
    }
}
