package org.varve.store.segment;

/**
 * Records and bytes on their way off the accounts of many segments: gathered by whoever takes records out here and there, so that each account is changed once for
 * many of them. What has been gathered still counts as live, and keeps the slots from being freed, until it is settled. Who meets such a slot does not wait for that ({@link SegmentTable#free}). For one thread at a time, and one of them in a store.
 */
public final class GatheredLowering {
    /** Of a slot, side by side in {@link #gathered}: records and bytes, the number of their expiry bucket counted from the beginning of time, the logarithm of its width, and unread records. */
    private static final int SUM = 0;
    private static final int BUCKET = 1;
    private static final int SHIFT = 2;
    private static final int UNREAD = 3;
    private static final int WORDS_SHIFT = 2;

    private final SegmentTable table;
    private final Segment[] segments;
    private long[] gathered = {};
    /** Slots of which something is gathered, up to {@link #count}. */
    private int[] slots = {};
    private int count;

    GatheredLowering(SegmentTable table, Segment[] segments) {
        this.table = table;
        this.segments = segments;
    }

    /** Makes room for all slots that are in use. While nothing is gathered. */
    public void prepare() {
        int used = table.usedSlots();
        if (used > slots.length) {
            // There can be many times as many slots as are ever used.
            int size = Math.min(segments.length, used + used / 2);
            gathered = new long[size << WORDS_SHIFT];
            slots = new int[size];
        }
    }

    /**
     * Under the lock of the bucket whose entry named the record, once that is gone. Neither throws nor allocates.
     *
     * @param slot     of the record, found while an entry named it
     * @param bytes    more than 0
     * @param expireAt the expiry time that the record has, which has one
     */
    public void add(int slot, long bytes, long expireAt) {
        if (slot >= slots.length) {
            // It was used for the first time after all had been prepared.
            segments[slot].lower(bytes, expireAt);
            return;
        }
        int at = slot << WORDS_SHIFT;
        long before = gathered[at + SUM];
        if (before != 0 && expireAt >> gathered[at + SHIFT] == gathered[at + BUCKET]) {
            gathered[at + SUM] = before + LiveCounter.sum(1, bytes);
        } else {
            begin(slot, bytes, expireAt);
        }
    }

    /** The same for a record of which nothing is known but that it has expired, see {@link SegmentTable#areAllExpired}. */
    public void addUnread(int slot) {
        if (slot >= slots.length) {
            segments[slot].lowerUnread(1);
            return;
        }
        int at = slot << WORDS_SHIFT;
        if (gathered[at + UNREAD] == 0) {
            enter(slot);
        }
        gathered[at + UNREAD]++;
    }

    private void enter(int slot) {
        int at = slot << WORDS_SHIFT;
        if (gathered[at + SUM] == 0 && gathered[at + UNREAD] == 0) {
            slots[count++] = slot;
            segments[slot].setGathered(true);
        }
    }

    private void begin(int slot, long bytes, long expireAt) {
        int at = slot << WORDS_SHIFT;
        if (gathered[at + SUM] != 0) {
            lower(slot);
        } else {
            enter(slot);
        }
        int shift = segments[slot].expiry.stepShift();
        gathered[at + SUM] = LiveCounter.sum(1, bytes);
        gathered[at + BUCKET] = expireAt >> shift;
        gathered[at + SHIFT] = shift;
    }

    private void lower(int slot) {
        int at = slot << WORDS_SHIFT;
        segments[slot].lowerBy(gathered[at + SUM], gathered[at + BUCKET] << gathered[at + SHIFT]);
    }

    /** Takes everything off that has been gathered. */
    public void settle() {
        while (count > 0) {
            int slot = slots[--count];
            int at = slot << WORDS_SHIFT;
            long unread = gathered[at + UNREAD];
            if (unread != 0) {
                segments[slot].lowerUnread(unread);
            }
            if (gathered[at + SUM] != 0) {
                lower(slot);
            }
            // Perhaps it has been freed and opened again by now. That life has nothing gathered either.
            segments[slot].setGathered(false);
            gathered[at + SUM] = 0;
            gathered[at + UNREAD] = 0;
        }
    }

    /** Bytes on the Java heap. */
    public long heapBytes() {
        return (long) gathered.length * Long.BYTES + (long) slots.length * Integer.BYTES;
    }
}
