package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * All segments of a store: a slot has a state, a stream, a chain of blocks, the bytes appended and the bytes live, in all and by when they expire.
 *
 * <p>There are as many slots as blocks, so a free block always finds a slot. {@link #slotOf} is an array read that is right only
 * under the bucket lock of an entry that names a location in the block; elsewhere the block may have changed hands.
 *
 * <p>Live bytes rise before an entry names a record, and fall before the bucket is unlocked whose entry named it, or later ({@link GatheredLowering}); a closed
 * segment's can only fall. So a closed segment whose live bytes are 0 has no record that anybody can reach.
 */
public final class SegmentTable {
    /** An expiry time that never comes. */
    public static final long ETERNAL = Long.MAX_VALUE;

    /** A tenth of a second or so, for what takes some instructions. */
    private static final int MOST_WAITS = 1000;
    /** A minute and more of waiting altogether: no thread is stopped for so long between two instructions, so the account is wrong. */
    static final int MOST_WAITS_IN_VAIN = 1000;

    /** There are about as many heads as threads that write at once; twice as many stripes, and few of those meet. */
    private static final int STRIPES_PER_HEAD = 2;

    private final BlockAllocator blocks;
    private final Geometry geometry;
    /** Filled as slots are used for the first time. */
    private final Segment[] segments;
    /** What their live counters share; likewise. */
    private final AtomicLongArray[] groups;
    /** By slot: no record that was ever in the segment expires later. */
    private final AtomicLongArray lastExpiry;
    private final int mostWaits;
    private final int[] owner;
    private final int[] freeSlots;
    private final ReentrantLock slotLock = new ReentrantLock();
    private final AtomicLong nextSequence = new AtomicLong();
    private LongConsumer mortalOpened = expireAt -> { };
    private LongConsumer settled = bytes -> { };
    private int freeSlotCount;
    /** Slots at or above have never been used; bounds the scans. Written after the segment: whoever reads it finds those below. */
    private volatile int used;

    public SegmentTable(Geometry geometry, BlockAllocator blocks) {
        this(geometry, blocks, MOST_WAITS);
    }

    /** @param mostWaits how often {@link #free} looks at an account again */
    SegmentTable(Geometry geometry, BlockAllocator blocks, int mostWaits) {
        this.geometry = geometry;
        this.blocks = blocks;
        this.mostWaits = mostWaits;
        int n = geometry.blockCount();
        segments = new Segment[n];
        groups = new AtomicLongArray[(n + LiveCounter.GROUP - 1) / LiveCounter.GROUP];
        lastExpiry = new AtomicLongArray(n);
        owner = new int[n];
        freeSlots = new int[n];
        for (int slot = n - 1; slot >= 0; slot--) {
            freeSlots[freeSlotCount++] = slot;
        }
    }

    /**
     * Opens a segment on a chain of blocks, which becomes its own.
     *
     * @param stream      what it will hold
     * @param firstExpiry expiry time of its first record; {@link #ETERNAL} if that has none
     * @param now         milliseconds
     */
    public int open(int chain, Stream stream, long firstExpiry, long now) {
        int slot = takeSlot();
        Segment segment = segments[slot];
        segment.first = chain;
        segment.last = chain;
        segment.blocks = 0;
        segment.begin = 0;
        segment.end = 0;
        segment.stream = stream;
        segment.sequence = nextSequence.getAndIncrement();
        segment.order = segment.sequence;
        segment.open(firstExpiry, now);
        adopt(slot, chain);
        transition(slot, SegmentState.FREE, SegmentState.OPEN);
        if (firstExpiry != ETERNAL) {
            mortalOpened.accept(firstExpiry);
        }
        return slot;
    }

    /** Called with the first record's expiry time, in milliseconds, when a segment is opened that can expire; under a head's lock. */
    public void onMortalOpened(LongConsumer action) {
        mortalOpened = action;
    }

    /** Called with the bytes of records that a sweep took out unread, once it is known how many those are; without a lock. */
    public void onSettled(LongConsumer action) {
        settled = action;
    }

    private int takeSlot() {
        slotLock.lock();
        try {
            int slot = freeSlots[--freeSlotCount];
            if (segments[slot] == null) {
                segments[slot] = new Segment(new LiveCounter(group(slot), slot), new ExpiryBuckets(lastExpiry, slot));
                used = Math.max(used, slot + 1);
            }
            return slot;
        } finally {
            slotLock.unlock();
        }
    }

    private AtomicLongArray group(int slot) {
        int number = slot / LiveCounter.GROUP;
        if (groups[number] == null) {
            groups[number] = LiveCounter.group(STRIPES_PER_HEAD * geometry.heads());
        }
        return groups[number];
    }

    /** Appends a chain of blocks to an open segment. Only for the head that opened it. */
    public void extend(int slot, int chain) {
        blocks.link(segments[slot].last, chain);
        adopt(slot, chain);
    }

    /** Takes the last blocks of an open segment away again, in which nothing was published. Only for its head. */
    public void truncate(int slot, int count, int lastBlock) {
        Segment segment = segments[slot];
        if (segment.blocks > count) {
            int chain = blocks.next(lastBlock);
            blocks.link(lastBlock, BlockAllocator.NONE);
            segment.last = lastBlock;
            segment.blocks = count;
            blocks.giveChain(chain);
        }
    }

    private void adopt(int slot, int chain) {
        Segment segment = segments[slot];
        for (int block = chain; block != BlockAllocator.NONE; block = blocks.next(block)) {
            owner[block] = slot;
            segment.blocks++;
            segment.last = block;
        }
    }

    /** Notes how far the records of an open segment reach, counted along its blocks. Only for its head. */
    public void appended(int slot, long bytes) {
        segments[slot].end = bytes;
    }

    public void close(int slot) {
        transition(slot, SegmentState.OPEN, SegmentState.CLOSED);
    }

    /** Claims a closed segment for emptying; false if somebody else was faster. */
    public boolean claim(int slot) {
        return segments[slot].transition(SegmentState.CLOSED, SegmentState.VICTIM);
    }

    /** Gives a victim up that could not be emptied. */
    public void unclaim(int slot) {
        transition(slot, SegmentState.VICTIM, SegmentState.CLOSED);
    }

    /** Makes a victim, as it is, the youngest segment of a stream. Only for who claimed it. */
    public void relabel(int slot, Stream stream) {
        segments[slot].stream = stream;
        segments[slot].order = nextSequence.getAndIncrement();
    }

    /** Puts an open segment where the one stood whose records it takes over. Only for its head. */
    public void inherit(int slot, long order) {
        segments[slot].order = order;
    }

    /** Notes that the records of a victim before an offset in its first block need not be looked at again. Only for who claimed it. */
    public void advance(int slot, int begin) {
        segments[slot].begin = begin;
    }

    /**
     * Gives the first blocks of a victim back, all of whose records have been moved or dropped.
     *
     * @param count how many blocks; fewer than it has
     * @param begin where in the next block the first record stands that is still to be looked at
     */
    public void releaseFirst(int slot, int count, int begin) {
        Segment segment = segments[slot];
        int chain = segment.first;
        int last = chain;
        for (int i = 1; i < count; i++) {
            last = blocks.next(last);
        }
        segment.first = blocks.next(last);
        segment.begin = begin;
        segment.blocks -= count;
        segment.end -= (long) count << geometry.blockShift();
        blocks.link(last, BlockAllocator.NONE);
        blocks.giveChain(chain);
    }

    /**
     * Frees an emptied victim and its blocks, once its account is at zero. Whoever has marked a record of it dead is about to take it off the account, under its
     * bucket's lock, and would otherwise take it off the account of the slot's next life. He is waited for, but not for long: he may be stopped between two
     * instructions, by a scheduler or for a page, and nobody else is to pay for it. A sweep that has gathered some of its bytes is not waited for at all: it settles
     * them at the end of a step.
     *
     * @return false if the account is not at zero yet; the segment is a victim still, and may be freed later
     * @throws IllegalStateException if the account is wrong: below zero, or above in spite of all the waiting
     */
    public boolean free(int slot) {
        Segment segment = segments[slot];
        if (segment.state() != SegmentState.VICTIM) {
            throw cannotBecome(slot, SegmentState.FREE);
        }
        if (!segment.awaitZero(mostWaits)) {
            if (segment.live() < 0 || segment.waitsInVain() > MOST_WAITS_IN_VAIN) {
                throw wrongAccount(slot);
            }
            return false;
        }
        settleVictim(slot);
        int chain = segment.first;
        segment.blocks = 0;
        segment.end();
        transition(slot, SegmentState.VICTIM, SegmentState.FREE);
        slotLock.lock();
        try {
            freeSlots[freeSlotCount++] = slot;
        } finally {
            slotLock.unlock();
        }
        blocks.giveChain(chain);
        return true;
    }

    private long settleVictim(int slot) {
        long bytes = segments[slot].settle();
        if (bytes < 0) {
            throw wrongAccount(slot);
        }
        if (bytes > 0) {
            settled.accept(bytes);
        }
        return bytes;
    }

    /**
     * Takes off the accounts what a sweep took out of a closed segment unread, if nothing else is left in it. Whoever frees it would do so, too.
     *
     * @return bytes
     */
    public long settle(int slot) {
        if (segments[slot].unread() == 0 || !claim(slot)) {
            return 0;
        }
        long bytes;
        try {
            bytes = segments[slot].live() == 0 ? settleVictim(slot) : 0;
        } catch (OutOfMemoryError e) {
            // There will be more. With a wrong account nobody is to claim it again.
            unclaim(slot);
            throw e;
        }
        unclaim(slot);
        return bytes;
    }

    /** True if a closed segment has nothing left to be looked at, and can be freed as soon as a sweep has settled what it has gathered of it. */
    public boolean isAwaitingSweep(int slot) {
        Segment segment = segments[slot];
        return segment.isGathered() && segment.begin >= segment.end;
    }

    private IllegalStateException wrongAccount(int slot) {
        return new IllegalStateException("segment " + slot + " still has " + segments[slot].account());
    }

    private void transition(int slot, SegmentState from, SegmentState to) {
        if (!from.mayBecome(to) || !segments[slot].transition(from, to)) {
            throw cannotBecome(slot, to);
        }
    }

    private IllegalStateException cannotBecome(int slot, SegmentState to) {
        return new IllegalStateException("segment " + slot + " cannot become " + to + ": it is " + state(slot));
    }

    public SegmentState state(int slot) {
        return slot < used && segments[slot] != null ? segments[slot].state() : SegmentState.FREE;
    }

    public Stream stream(int slot) {
        return segments[slot].stream;
    }

    /** The slot that owns the block of an address; see the class comment for when this may be trusted. */
    public int slotOf(long address) {
        return owner[(int) (address >>> geometry.blockShift())];
    }

    /** Marks the blocks of some segments, as far as they have not changed hands meanwhile. */
    public void markBlocks(boolean[] ofSlots, boolean[] marked) {
        for (int block = 0; block < owner.length; block++) {
            marked[block] = ofSlots[owner[block]];
        }
        // The index's, where everything leads that leads nowhere.
        marked[0] = false;
    }

    /**
     * Under the bucket's lock, before the entry word is stored, by the owner of the segment: the head that has it open.
     *
     * @param of the cache whose record it is
     */
    public void addLive(int slot, long bytes, long expireAt, ByteAccount of) {
        segments[slot].raise(bytes, expireAt, of);
    }

    /** Under the bucket's lock, after the entry word was changed; with the expiry time that the record has. */
    public void subtractLive(int slot, long bytes, long expireAt) {
        segments[slot].lower(bytes, expireAt);
    }

    /** For who takes records of many segments out. */
    public GatheredLowering gathering() {
        return new GatheredLowering(this, segments);
    }

    /** Under the bucket's lock: a record has got another expiry time. */
    public void moveLive(int slot, long bytes, long from, long to) {
        Segment segment = segments[slot];
        if (to != ETERNAL) {
            segment.expiry.add(to, bytes);
        } else {
            segment.expiry.neverAllExpired();
        }
        if (from != ETERNAL) {
            segment.expiry.subtract(from, bytes);
        }
    }

    /**
     * Under the bucket's lock of an entry that names a record of the segment: true if the record has expired at {@code now}, as all others of the segment have, all are one cache's, and none will be added.
     * Elsewhere a hint.
     */
    public boolean areAllExpired(int slot, long now) {
        // In this order: to what is not open nothing is added.
        return segments[slot].state() != SegmentState.OPEN && lastExpiry.get(slot) <= now;
    }

    /** Bytes of records that an entry names, expired ones included, and of those that a sweep took out unread as long as there are others; no more than of its blocks. */
    public long live(int slot) {
        Segment segment = segments[slot];
        // What went unread may have lain in blocks that were given back.
        return segment.unread() == 0 ? segment.live() : Math.min(segment.live(), bytes(slot));
    }

    /** Records that an entry names, expired ones included. */
    public long records(int slot) {
        return segments[slot].records();
    }

    /** Records that a sweep took out unread and whose bytes are not settled yet. */
    public long unread(int slot) {
        return segments[slot].unread();
    }

    /** Bytes of records that an entry names and that may not have expired at {@code now}, as the counters have it. */
    public long liveAt(int slot, long now) {
        return Math.max(0, segments[slot].live() - segments[slot].expiry.expired(now));
    }

    /** Whose the first record of a segment is, and all that a sweep has taken out unread. For a verifier. */
    public ByteAccount cache(int slot) {
        return segments[slot].cache();
    }

    /** When more of the segment will have expired than at {@code now}; {@link #ETERNAL} if never. */
    public long nextExpiry(int slot, long now) {
        return segments[slot].expiry.nextExpiry(now);
    }

    /** True if at least half of so many bytes are records that an entry names and that have expired at {@code now}, or nothing in it is alive. */
    public boolean isRotten(int slot, long ofBytes, long now) {
        long live = live(slot);
        long liveNow = liveAt(slot, now);
        return liveNow == 0 || live - liveNow >= ofBytes / 2;
    }

    /** True if a record of the segment may have this expiry time from {@code now} on: it will not hide for long that others have expired. */
    public boolean covers(int slot, long expireAt, long now) {
        return expireAt == ETERNAL || segments[slot].expiry.covers(expireAt, now);
    }

    /** Bytes along the segment's blocks that hold records, complete once the segment is closed. */
    public long end(int slot) {
        return segments[slot].end;
    }

    /** Where in the first block the first record stands. */
    public int begin(int slot) {
        return segments[slot].begin;
    }

    public int firstBlock(int slot) {
        return segments[slot].first;
    }

    public int lastBlock(int slot) {
        return segments[slot].last;
    }

    public int blockCount(int slot) {
        return segments[slot].blocks;
    }

    /** Bytes of the segment's blocks. */
    public long bytes(int slot) {
        return (long) segments[slot].blocks << geometry.blockShift();
    }

    /** Tells one life of a slot from another. */
    public long sequence(int slot) {
        return segments[slot].sequence;
    }

    /** Age in the stream: the lowest is the oldest. */
    public long order(int slot) {
        return segments[slot].order;
    }

    /** Higher than any {@link #order} so far. */
    public long currentOrder() {
        return nextSequence.get();
    }

    /** Scans need not look at this slot or a higher one. */
    public int usedSlots() {
        return used;
    }

    /** Sum over all segments at {@code now}. */
    public long liveBytes(long now) {
        long sum = 0;
        for (int slot = 0, n = used; slot < n; slot++) {
            sum += liveAt(slot, now);
        }
        return sum;
    }

    /** Segments that have blocks, by state and stream. */
    public SegmentFigures figures() {
        int[] states = new int[SegmentState.values().length];
        int[] streams = new int[Stream.values().length];
        for (int slot = 0, limit = used; slot < limit; slot++) {
            SegmentState state = state(slot);
            if (state != SegmentState.FREE) {
                states[state.ordinal()]++;
                streams[stream(slot).ordinal()]++;
            }
        }
        return new SegmentFigures(states[SegmentState.OPEN.ordinal()], states[SegmentState.CLOSED.ordinal()], states[SegmentState.VICTIM.ordinal()],
                streams[Stream.WINDOW.ordinal()], streams[Stream.PROBATION.ordinal()], streams[Stream.PROTECTED.ordinal()]);
    }

    /** Adds a record to the sums by expiry that {@link #expiryCounters} should show. For a verifier. */
    public void tally(int slot, long expireAt, long size, long[] into) {
        if (expireAt != ETERNAL) {
            segments[slot].expiry.tally(expireAt, size, into);
        }
    }

    /** Live bytes by expiry bucket. For a verifier. */
    public long[] expiryCounters(int slot) {
        return segments[slot].expiry.counters();
    }

    /** Bytes of the tables on the Java heap, about. */
    public long heapBytes() {
        return geometry.blockCount() * (4L * 3 + 8) + used * (1400L + 2L * Long.BYTES * STRIPES_PER_HEAD * geometry.heads());
    }
}
