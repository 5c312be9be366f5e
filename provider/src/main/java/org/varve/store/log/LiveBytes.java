package org.varve.store.log;

import java.lang.invoke.VarHandle;
import org.varve.store.segment.ByteAccount;
import org.varve.store.segment.SegmentTable;

/**
 * Takes records onto their segments' accounts and off them, as entries begin and cease to name them. Everything here happens under the bucket's lock.
 *
 * <p>A record that was replaced or removed is marked in its header, whose cache line whoever replaced it has just used: a pass over the segment then looks up
 * only those records in the index that are not marked. Whoever empties a segment may see the mark before the bucket is unlocked, and give the
 * record's block to somebody else. So {@link #lower} does nothing with the record or its block once it is marked, and finds out before whose account
 * it is on; and a segment is not freed before its account is at zero, see {@link SegmentTable#free}.
 */
public final class LiveBytes {
    private final Records records;
    private final SegmentTable segments;

    public LiveBytes(Records records, SegmentTable segments) {
        this.records = records;
        this.segments = segments;
    }

    /**
     * Before an entry names the record.
     *
     * @param of the cache whose it is
     */
    public void raise(long location, long size, long expireAt, ByteAccount of) {
        segments.addLive(segments.slotOf(location), size, expireAt, of);
    }

    /** Once no entry names the record any more. The caller does not use the record after that. */
    public void lower(long location, long size, long expireAt) {
        int slot = segments.slotOf(location);
        // The look at the owner of the block, and whatever the caller has read of the record, come before the mark: without this, hardware that lets a store
        // overtake an earlier load, or a compiler, might make it the owner that the block has after the mark.
        VarHandle.releaseFence();
        records.markDead(location);
        segments.subtractLive(slot, size, expireAt);
    }

    /**
     * The same, for who has not looked at the record.
     *
     * @return its size in bytes
     */
    public long lower(long location) {
        long shape = records.shape(location);
        long size = RecordLayout.size(shape);
        lower(location, size, records.expireAt(location, shape, SegmentTable.ETERNAL));
        return size;
    }

    /**
     * Like {@link #lower(long, long, long)} by who is about to give the record's block back anyway: a mark would be a cache line written to memory for
     * nothing. A record left unmarked costs whoever meets it a look at the index, no more.
     */
    public void lowerUnmarked(long location, long size, long expireAt) {
        segments.subtractLive(segments.slotOf(location), size, expireAt);
    }

    /** Whether the record, which an entry names, may get this expiry time where it is, rather than a copy of it among others that expire then. */
    public boolean mayMove(long location, long to, long now) {
        return segments.covers(segments.slotOf(location), to, now);
    }

    /** The record has got another expiry time. */
    public void move(long location, long size, long from, long to) {
        segments.moveLive(segments.slotOf(location), size, from, to);
    }
}
