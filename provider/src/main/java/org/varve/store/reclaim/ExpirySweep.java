package org.varve.store.reclaim;

import org.varve.store.index.BucketSweep;
import org.varve.store.index.Cells;
import org.varve.store.index.Index;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.GatheredLowering;
import org.varve.store.segment.SegmentTable;

/**
 * Takes out what has expired in many segments at once, in the order of the indexes instead of that of the log: each bucket is locked once, and neighbours
 * are read together. The segments were nominated by their counters; each record is judged under its bucket's lock by the time that stands in it then.
 * Segments in which nothing is left alive are freed unread by whoever surveys them next. Used by one thread at a time.
 *
 * <p>Caches whose listener wants to be told of each record before it goes are left out, and so is what lies scattered: an index of which hardly any
 * entry goes is given up after a sample. Segments that still hold something afterwards are emptied in the order of the log.
 */
final class ExpirySweep implements BucketSweep.Judge {
    /** A step takes about a millisecond. */
    private static final int BUCKETS_AT_ONCE = 1024;
    /** So many buckets of an index are looked at before it is given up. */
    private static final long SAMPLE = 4096;
    /** Where not even one entry of so many buckets goes, looking up the records of the log is cheaper. */
    private static final long WORTH = 6;

    private final SegmentTable segments;
    private final Records records;
    private final GatheredLowering lowering;
    private final IndexRegistry indexes;
    private final ReclaimCounters counters;
    /** By slot: whether what has expired in it is to go. */
    private final boolean[] nominated;
    /** By block. */
    private final boolean[] marked;

    /** Null when no sweep is going on. */
    private Index[] all;
    private int position;
    private Index index;
    private BucketSweep sweep;
    private long now;
    /** What goes from the bucket that is locked. */
    private final int[] slots = new int[Cells.MAX_ENTRIES];
    private final long[] sizes = new long[Cells.MAX_ENTRIES];
    private final long[] expiries = new long[Cells.MAX_ENTRIES];
    private int going;
    /** What was taken out in this step. */
    private long entries;
    private long bytes;
    /** Entries taken out of this index. */
    private long gone;
    /** What was taken out since the sweep began. */
    private long allEntries;
    private long allBytes;

    /** @param blockCount blocks, and slots, that there can be */
    ExpirySweep(int blockCount, SegmentTable segments, Records records, IndexRegistry indexes, ReclaimCounters counters) {
        this.nominated = new boolean[blockCount];
        this.marked = new boolean[blockCount];
        this.segments = segments;
        this.records = records;
        this.lowering = segments.gathering();
        this.indexes = indexes;
        this.counters = counters;
    }

    /** Whether a segment's records are to go; to be set before {@link #begin}. */
    void nominate(int slot, boolean toGo) {
        nominated[slot] = toGo;
    }

    boolean isNominated(int slot) {
        return nominated[slot];
    }

    void begin() {
        segments.markBlocks(nominated, marked);
        all = indexes.all();
        position = 0;
        allEntries = 0;
        allBytes = 0;
    }

    /** Entries taken out since it began. */
    long entriesTaken() {
        return allEntries;
    }

    /** Bytes of those. */
    long bytesTaken() {
        return allBytes;
    }

    boolean isActive() {
        return all != null;
    }

    /** Sweeps some buckets; the sweep has ended if it is not active then. */
    void step(long wallClock) {
        now = wallClock;
        lowering.prepare();
        boolean more = index != null || next();
        if (more) {
            try {
                more = sweep.step(BUCKETS_AT_ONCE) && isWorthIt();
            } finally {
                flush();
            }
        }
        if (!more && position == all.length) {
            abandon();
        } else if (!more) {
            index = null;
        }
    }

    /** Ends it where it is. */
    void abandon() {
        index = null;
        sweep = null;
        all = null;
    }

    private boolean next() {
        while (position < all.length && index == null) {
            Index candidate = all[position++];
            if (candidate != null && candidate.table() != Index.RETIRED && candidate.account().listener() == null) {
                index = candidate;
                sweep = candidate.sweep(marked, this);
                gone = 0;
            }
        }
        return index != null;
    }

    private boolean isWorthIt() {
        return sweep.passed() < SAMPLE || gone >= sweep.passed() / WORTH;
    }

    /** Tells the accounts what has gone; outside of any bucket's lock, as that may allocate. */
    private void flush() {
        lowering.settle();
        long goneEntries = entries;
        long goneBytes = bytes;
        // Whatever fails below, they are not told again, and of another index.
        entries = 0;
        bytes = 0;
        if (goneEntries != 0) {
            allEntries += goneEntries;
            allBytes += goneBytes;
            gone += goneEntries;
            index.counted(-goneEntries);
            index.account().dropped(goneBytes, 0, goneEntries);
            counters.expired(goneEntries, goneBytes);
        }
    }

    @Override
    public long touch(long location) {
        return records.touch(location);
    }

    @Override
    public boolean goesOn() {
        return index.account().listener() == null;
    }

    @Override
    public boolean goes(long location) {
        long shape = records.shape(location);
        long expireAt = records.expireAt(location, shape, SegmentTable.ETERNAL);
        if (expireAt == SegmentTable.ETERNAL || expireAt > now) {
            return false;
        }
        slots[going] = segments.slotOf(location);
        sizes[going] = RecordLayout.size(shape);
        expiries[going] = expireAt;
        going++;
        return true;
    }

    @Override
    public void gone() {
        for (int i = 0; i < going; i++) {
            lowering.add(slots[i], sizes[i], expiries[i]);
            bytes += sizes[i];
        }
        entries += going;
        going = 0;
    }

    /** Bytes on the Java heap. */
    long heapBytes() {
        return 2L * nominated.length + Cells.MAX_ENTRIES * 20L + lowering.heapBytes();
    }
}
