package org.varve.store.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.varve.store.memory.Backoff;
import org.varve.store.memory.PaddedObject;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * The heads for new records: by remaining life, and for a life that many threads write to at once, several.
 *
 * <p>Each class begins with one head; it gets another where a thread finds all of them busy, as long as all classes together have not more than the store can
 * afford, since every open head keeps half a block unused on average. A head takes its first block when it is first used.
 */
public final class Heads {
    private final Geometry geometry;
    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final Lifetimes lifetimes;
    private final Stripes[] classes;
    private final ReentrantLock adding = new ReentrantLock();
    /** Heads that may still be put to use, beyond the one of each class. Under the lock. */
    private int spare;

    public Heads(Geometry geometry, SegmentTable segments, BlockAllocator blocks, Lifetimes lifetimes) {
        this.geometry = geometry;
        this.segments = segments;
        this.blocks = blocks;
        this.lifetimes = lifetimes;
        this.classes = new Stripes[lifetimes.count()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = new Stripes(geometry.heads());
        }
        spare = geometry.heads() - 1;
    }

    /** The heads of one class of remaining life. Read by every put, hence apart from what puts write. */
    private final class Stripes extends PaddedObject {
        private final Head[] heads;
        private volatile int inUse = 1;

        Stripes(int most) {
            heads = new Head[most];
            for (int i = 0; i < most; i++) {
                heads[i] = newHead();
            }
        }

        Head lockOne() {
            int n = inUse;
            Head head = tryOne(n);
            for (int tries = 0; head == null; tries++) {
                // With one more, if there is one to spare.
                n = n < heads.length && useAnother(n) ? n + 1 : inUse;
                Backoff.pause(tries);
                head = tryOne(n);
            }
            return head;
        }

        /** Any of the first {@code n} that is free, beginning with the thread's own; null if none is. */
        private Head tryOne(int n) {
            int preferred = (int) (Thread.currentThread().getId() % n);
            for (int i = 0; i < n; i++) {
                Head head = heads[(preferred + i) % n];
                if (head.tryLock()) {
                    return head;
                }
            }
            return null;
        }

        /** False if there is no head to spare, or somebody else has been faster. */
        private boolean useAnother(int number) {
            if (!adding.tryLock()) {
                return false;
            }
            try {
                if (spare == 0 || inUse != number) {
                    return false;
                }
                spare--;
                inUse = number + 1;
                return true;
            } finally {
                adding.unlock();
            }
        }
    }

    private Head newHead() {
        return new Head(geometry, segments, blocks, Stream.WINDOW, false);
    }

    /**
     * A locked head for a record. A record larger than a normal segment gets one of its own.
     *
     * @param expireAt when it will expire, as far as is known
     * @param now      milliseconds; not looked at for a record that never expires
     */
    public Head lockOne(long size, long expireAt, long now) {
        if (isOwn(size)) {
            // Copied without delaying anybody else; its segment stays open until the record is published and the head released.
            Head own = newHead();
            own.lock();
            return own;
        }
        return classes[lifetimes.classOf(expireAt, now)].lockOne();
    }

    /** Like {@link #lockOne}, for who does not wait and whose record is not larger than a normal segment. Null if all heads of its class are busy. */
    public Head tryLockOne(long expireAt, long now) {
        Stripes stripes = classes[lifetimes.classOf(expireAt, now)];
        return stripes.tryOne(stripes.inUse);
    }

    /** Releases what {@link #lockOne} or {@link #tryLockOne} gave. */
    public void release(Head head, long size) {
        if (isOwn(size)) {
            head.closeSegment();
        }
        head.unlock();
    }

    /** True if a record of this size gets a head of its own. */
    public boolean isOwn(long size) {
        return size > (long) geometry.segmentBlocks() << geometry.blockShift();
    }

    /** The index chunks that the heads keep ready, 0 where one keeps none. For a verifier, while nobody appends. */
    public long[] spareChunks() {
        return all().stream().mapToLong(Head::spareChunk).toArray();
    }

    /** Takes the chunks away that heads keep ready and that satisfy a condition. A head that is busy sees to it itself, see {@link Head#spareChunk}. */
    public void giveSpareChunks(LongPredicate unwanted, LongConsumer taker) {
        closeWhere(head -> {
            long chunk = head.spareChunk();
            if (chunk != 0 && unwanted.test(chunk)) {
                head.setSpareChunk(0);
                taker.accept(chunk);
            }
            return false;
        });
    }

    private List<Head> all() {
        List<Head> all = new ArrayList<>();
        for (Stripes stripes : classes) {
            all.addAll(List.of(stripes.heads));
        }
        return all;
    }

    /** Closes the open segments that nobody is appending to, so that the reclaimer may look into them. True if there was one. */
    public boolean closeIdle() {
        return closeWhere(Head::isOpen);
    }

    /** Closes the open segments half of which has expired at {@code now}. True if there was one. */
    public boolean closeRotten(long now) {
        return closeWhere(head -> head.isRotten(now));
    }

    private boolean closeWhere(Predicate<Head> condition) {
        boolean any = false;
        for (Stripes stripes : classes) {
            for (Head head : stripes.heads) {
                any |= closeIf(head, condition);
            }
        }
        return any;
    }

    private static boolean closeIf(Head head, Predicate<Head> condition) {
        if (!head.tryLock()) {
            return false;
        }
        try {
            boolean close = condition.test(head);
            if (close) {
                head.closeSegment();
            }
            return close;
        } finally {
            head.unlock();
        }
    }
}
