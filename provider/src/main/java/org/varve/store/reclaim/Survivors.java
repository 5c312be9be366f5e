package org.varve.store.reclaim;

import java.util.function.Predicate;
import org.varve.store.log.Head;
import org.varve.store.log.Lifetimes;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * Where a reclaiming thread's survivors go: heads by destination and remaining life, made on demand, with fewer distinctions in a small store. They take blocks of the
 * reserve.
 *
 * <p>What compaction carries over keeps its place in its stream: those segments take the age of a segment whose records they hold. What the eviction policy
 * moves to a stream is young there. So the two go to different heads.
 */
final class Survivors {
    /** With fewer blocks than this there is one head for all. */
    private static final int BLOCKS_FOR_STREAMS = 128;
    /** With fewer blocks than this, age is not told apart. */
    private static final int BLOCKS_FOR_AGE = 512;
    private static final int STREAMS = Stream.values().length;

    private final Geometry geometry;
    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final Lifetimes lifetimes;
    /** By stream (compaction's first, then the policy's), then by class of remaining life. */
    private final Head[] heads;

    Survivors(Geometry geometry, SegmentTable segments, BlockAllocator blocks, Lifetimes lifetimes) {
        this.geometry = geometry;
        this.segments = segments;
        this.blocks = blocks;
        this.lifetimes = lifetimes;
        this.heads = new Head[2 * STREAMS * lifetimes.count()];
    }

    /** The head for records that stay where they are in their stream. */
    Head carryingOver(Stream stream, long order, long expireAt, long now) {
        Head head = head(tellsAge(geometry) ? 0 : STREAMS, stream, expireAt, now);
        if (tellsAge(geometry)) {
            head.inherit(order);
        }
        return head;
    }

    /** Whether what is carried over stays as old as it was. */
    static boolean tellsAge(Geometry geometry) {
        return geometry.budgetBlocks() >= BLOCKS_FOR_AGE;
    }

    /** The head for records that come into a stream. */
    Head admitting(Stream stream, long expireAt, long now) {
        return head(STREAMS, stream, expireAt, now);
    }

    private Head head(int base, Stream stream, long expireAt, long now) {
        Stream kind = geometry.budgetBlocks() >= BLOCKS_FOR_STREAMS ? stream : Stream.PROBATION;
        int at = (base + kind.ordinal()) * lifetimes.count() + lifetimes.classOf(expireAt, now);
        if (heads[at] == null) {
            heads[at] = new Head(geometry, segments, blocks, kind, true);
        }
        return heads[at];
    }

    /** Blocks taken and kept so far. */
    long blocksTaken() {
        long sum = 0;
        for (Head head : heads) {
            sum += head == null ? 0 : head.blocksTaken();
        }
        return sum;
    }

    /** Closes the open segments so that they can be victims. True if there was one. */
    boolean closeAll() {
        return closeWhere(Head::isOpen);
    }

    /** Closes the open segments half of which has expired at {@code now}. True if there was one. */
    boolean closeRotten(long now) {
        return closeWhere(head -> head.isRotten(now));
    }

    private boolean closeWhere(Predicate<Head> condition) {
        boolean any = false;
        for (Head head : heads) {
            if (head != null && condition.test(head)) {
                head.lock();
                try {
                    head.closeSegment();
                } finally {
                    head.unlock();
                }
                any = true;
            }
        }
        return any;
    }
}
