package org.varve.store.segment;

/**
 * Bytes on their way off the accounts of many segments: gathered by whoever takes records out here and there, so that each account is changed once for
 * many of them. What has been gathered still counts as live, and keeps the slots from being freed, until it is settled. For one thread at a time.
 */
public final class GatheredLowering {
    /** Of a slot, side by side in {@link #gathered}: bytes, the number of the expiry bucket counted from the beginning of time, the logarithm of its width. */
    private static final int BYTES = 0;
    private static final int BUCKET = 1;
    private static final int SHIFT = 2;
    private static final int WORDS_SHIFT = 2;

    private final Segment[] segments;
    private final long[] gathered;
    /** Slots of which something is gathered, up to {@link #count}. */
    private final int[] slots;
    private int count;

    GatheredLowering(Segment[] segments) {
        this.segments = segments;
        this.gathered = new long[segments.length << WORDS_SHIFT];
        this.slots = new int[segments.length];
    }

    /**
     * Under the lock of the bucket whose entry named the record, once that is gone. Neither throws nor allocates.
     *
     * @param slot     of the record, found while an entry named it
     * @param bytes    more than 0
     * @param expireAt the expiry time that the record has, which has one
     */
    public void add(int slot, long bytes, long expireAt) {
        int at = slot << WORDS_SHIFT;
        long before = gathered[at + BYTES];
        if (before != 0 && expireAt >> gathered[at + SHIFT] == gathered[at + BUCKET]) {
            gathered[at + BYTES] = before + bytes;
        } else {
            begin(slot, before, bytes, expireAt);
        }
    }

    private void begin(int slot, long before, long bytes, long expireAt) {
        int at = slot << WORDS_SHIFT;
        if (before != 0) {
            lower(slot);
        } else {
            slots[count++] = slot;
        }
        int shift = segments[slot].expiry.stepShift();
        gathered[at + BYTES] = bytes;
        gathered[at + BUCKET] = expireAt >> shift;
        gathered[at + SHIFT] = shift;
    }

    private void lower(int slot) {
        int at = slot << WORDS_SHIFT;
        segments[slot].lower(gathered[at + BYTES], gathered[at + BUCKET] << gathered[at + SHIFT]);
    }

    /** Takes everything off that has been gathered. */
    public void settle() {
        while (count > 0) {
            int slot = slots[--count];
            lower(slot);
            gathered[(slot << WORDS_SHIFT) + BYTES] = 0;
        }
    }

    /** Bytes on the Java heap. */
    public long heapBytes() {
        return (long) gathered.length * Long.BYTES + (long) slots.length * Integer.BYTES;
    }
}
