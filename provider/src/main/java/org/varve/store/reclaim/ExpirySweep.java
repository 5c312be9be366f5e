package org.varve.store.reclaim;

import org.varve.store.index.BucketSweep;
import org.varve.store.index.CacheAccount;
import org.varve.store.index.Cells;
import org.varve.store.index.Index;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.GatheredLowering;
import org.varve.store.segment.SegmentTable;

/**
 * Takes out what has expired in many segments at once, in the order of the indexes instead of that of the log: each bucket is locked once, and neighbours
 * are read together. The segments were nominated by their counters; each record is judged under its bucket's lock by the time that stands in it then, or, where
 * its segment knows that nothing in it can be alive any more, without being read: then its bytes are taken off the accounts once the last record of the segment
 * has gone, and what is left on the account is theirs. Segments in which nothing is left alive are freed unread by whoever surveys them next. Used by one thread at
 * a time.
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
    /** By slot: whether its records need not be fetched, as it looked in the beginning. */
    private final boolean[] spared;
    /** By block. */
    private final boolean[] marked;

    /** Null when no sweep is going on. */
    private Index[] all;
    private int position;
    private Index index;
    private BucketSweep sweep;
    private CacheAccount account;
    /** Whether there are records to be read, as it looked then. */
    private boolean fetches;
    private long now;
    /** What goes from the bucket that is locked; what goes unread has the size 0. */
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
        this.spared = new boolean[blockCount];
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

    /** @param wallClock milliseconds */
    void begin(long wallClock) {
        now = wallClock;
        segments.markBlocks(nominated, marked);
        hint();
        all = indexes.all();
        position = 0;
        allEntries = 0;
        allBytes = 0;
    }

    /** What went unread of segments in which nothing is left is known to be so many bytes. */
    private void settle() {
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            allBytes += nominated[slot] ? segments.settle(slot) : 0;
        }
    }

    /** Entries taken out since it began. */
    long entriesTaken() {
        return allEntries;
    }

    /** Bytes of those, but for those of segments that somebody else has freed meanwhile, or of which something unread is left. */
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
            settle();
            abandon();
        } else if (!more) {
            index = null;
        }
    }

    /** Ends it where it is. */
    void abandon() {
        index = null;
        account = null;
        sweep = null;
        all = null;
    }

    private boolean next() {
        while (position < all.length && index == null) {
            Index candidate = all[position++];
            if (candidate != null && candidate.table() != Index.RETIRED && candidate.account().listener() == null) {
                index = candidate;
                account = candidate.account();
                sweep = candidate.sweep(marked, this);
                gone = 0;
            }
        }
        return index != null;
    }

    /** Which records are worth being fetched. */
    private void hint() {
        fetches = false;
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            spared[slot] = nominated[slot] && segments.areAllExpired(slot, now);
            fetches |= nominated[slot] && !spared[slot];
        }
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
            account.dropped(goneBytes, 0, goneEntries);
            counters.expired(goneEntries, goneBytes);
        }
    }

    @Override
    public long touch(long location) {
        return spared[segments.slotOf(location)] ? 0 : records.touch(location);
    }

    @Override
    public boolean fetches() {
        return fetches;
    }

    @Override
    public boolean goesOn() {
        return account.listener() == null;
    }

    @Override
    public boolean goes(long location) {
        int slot = segments.slotOf(location);
        if (segments.areAllExpired(slot, now)) {
            slots[going] = slot;
            sizes[going++] = 0;
            return true;
        }
        long shape = records.shape(location);
        long expireAt = records.expireAt(location, shape, SegmentTable.ETERNAL);
        if (expireAt == SegmentTable.ETERNAL || expireAt > now) {
            return false;
        }
        slots[going] = slot;
        sizes[going] = RecordLayout.size(shape);
        expiries[going++] = expireAt;
        return true;
    }

    @Override
    public void gone() {
        for (int i = 0; i < going; i++) {
            if (sizes[i] == 0) {
                lowering.addUnread(slots[i]);
            } else {
                lowering.add(slots[i], sizes[i], expiries[i]);
                bytes += sizes[i];
            }
        }
        entries += going;
        going = 0;
    }

    /** Bytes on the Java heap. */
    long heapBytes() {
        return 3L * nominated.length + Cells.MAX_ENTRIES * 20L + lowering.heapBytes();
    }
}
