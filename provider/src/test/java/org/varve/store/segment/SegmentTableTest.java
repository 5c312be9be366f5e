package org.varve.store.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;

/** Blocks are handed out all or nothing, and segments live as their diagram says. */
class SegmentTableTest {
    private static final ByteAccount OWNER = new ByteAccount();
    private static final int RESERVE = 3;

    private final Geometry geometry = new Geometry(10, 20, 13, 2, RESERVE, 1);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final SegmentTable segments = new SegmentTable(geometry, blocks);

    @AfterEach
    void close() {
        space.close();
    }

    private void growFully() {
        while (blocks.grow()) {
            assertTrue(blocks.freeBlocks() <= geometry.blockCount());
        }
        assertEquals(geometry.blockCount(), blocks.freeBlocks());
        assertFalse(blocks.mayGrow());
    }

    @Test
    void aChainIsHandedOutWholeOrNotAtAll() {
        growFully();
        int takeable = geometry.blockCount() - RESERVE;
        assertEquals(BlockAllocator.NONE, blocks.takeChain(takeable + 1));
        assertEquals(geometry.blockCount(), blocks.freeBlocks());
        int chain = blocks.takeChain(takeable);
        Set<Integer> seen = new HashSet<>();
        for (int block = chain; block != BlockAllocator.NONE; block = blocks.next(block)) {
            assertTrue(seen.add(block));
        }
        assertEquals(takeable, seen.size());
        assertEquals(BlockAllocator.NONE, blocks.takeChain(1));
        assertEquals(BlockAllocator.NONE, blocks.takeForIndex());
        assertFalse(blocks.hasRoom(1));
        int reserve = blocks.takeChainFromReserve(RESERVE);
        assertNotEquals(BlockAllocator.NONE, reserve);
        assertEquals(BlockAllocator.NONE, blocks.takeChainFromReserve(1));
        blocks.giveChain(chain);
        blocks.giveChain(reserve);
        assertEquals(geometry.blockCount(), blocks.freeBlocks());
    }

    @Test
    void theFirstBlockIsTheIndexs() {
        blocks.grow();
        assertEquals(0, blocks.takeForIndex());
        assertTrue(blocks.grow() && blocks.grow());
        assertEquals(new BlockAllocator.Usage(20 << 10, 0, 0, 19 << 10, 1 << 10), blocks.usage(segments, 0));
    }

    @Test
    void memoryIsCommittedExtentByExtent() {
        assertTrue(blocks.grow());
        assertEquals(8, blocks.freeBlocks());
        assertTrue(blocks.grow());
        assertTrue(blocks.grow());
        assertEquals(20, blocks.freeBlocks());
        assertFalse(blocks.grow());
    }

    @Test
    void figuresAddUpWhateverTheLiveBytesAre() {
        growFully();
        blocks.takeForIndex();
        int slot = segments.open(blocks.takeChain(2), Stream.WINDOW, SegmentTable.ETERNAL, 0);
        segments.addLive(slot, 1500, SegmentTable.ETERNAL, OWNER);
        assertEquals(new BlockAllocator.Usage(20 << 10, 1500, 548, 17 << 10, 1 << 10), blocks.usage(segments, 0));
        segments.addLive(slot, 1000, SegmentTable.ETERNAL, OWNER);
        assertEquals(new BlockAllocator.Usage(20 << 10, 2048, 0, 17 << 10, 1 << 10), blocks.usage(segments, 0));
    }

    @Test
    void aSegmentLivesAsDocumented() {
        growFully();
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, SegmentTable.ETERNAL, 0);
        assertEquals(SegmentState.OPEN, segments.state(slot));
        segments.extend(slot, blocks.takeChain(2));
        assertEquals(3, segments.blockCount(slot));
        assertFalse(segments.claim(slot), "an open segment cannot be claimed");
        assertThrows(IllegalStateException.class, () -> segments.unclaim(slot));
        assertThrows(IllegalStateException.class, () -> segments.free(slot));
        assertEquals(SegmentState.OPEN, segments.state(slot));
        segments.close(slot);
        assertThrows(IllegalStateException.class, () -> segments.close(slot));
        assertThrows(IllegalStateException.class, () -> segments.free(slot));
        assertTrue(segments.claim(slot));
        assertFalse(segments.claim(slot));
        segments.unclaim(slot);
        assertEquals(SegmentState.CLOSED, segments.state(slot));
        assertTrue(segments.claim(slot));
        long order = segments.order(slot);
        segments.relabel(slot, Stream.PROTECTED);
        assertTrue(segments.order(slot) > order);
        assertEquals(Stream.PROTECTED, segments.stream(slot));
        segments.addLive(slot, 1, SegmentTable.ETERNAL, OWNER);
        assertFalse(segments.free(slot), "live bytes");
        assertEquals(SegmentState.VICTIM, segments.state(slot));
        segments.subtractLive(slot, 1, SegmentTable.ETERNAL);
        assertEquals(17, blocks.freeBlocks());
        assertTrue(segments.free(slot));
        assertEquals(SegmentState.FREE, segments.state(slot));
        assertEquals(20, blocks.freeBlocks());
        assertEquals(0, segments.figures().all());
    }

    private int victimWithALiveByte(SegmentTable table) {
        int slot = table.open(blocks.takeChain(1), Stream.WINDOW, SegmentTable.ETERNAL, 0);
        table.addLive(slot, 1, SegmentTable.ETERNAL, OWNER);
        table.close(slot);
        assertTrue(table.claim(slot));
        return slot;
    }

    @Test
    void anAccountThatNeverComesToZeroIsWrong() {
        growFully();
        SegmentTable impatient = new SegmentTable(geometry, blocks, 1);
        int slot = victimWithALiveByte(impatient);
        for (int i = 0; i < SegmentTable.MOST_WAITS_IN_VAIN; i++) {
            assertFalse(impatient.free(slot));
        }
        assertThrows(IllegalStateException.class, () -> impatient.free(slot), "above zero for too long");
        impatient.subtractLive(slot, 1, SegmentTable.ETERNAL);
        impatient.subtractLive(slot, 1, SegmentTable.ETERNAL);
        assertThrows(IllegalStateException.class, () -> impatient.free(slot), "below zero");
        impatient.addLive(slot, 1, SegmentTable.ETERNAL, OWNER);
        assertTrue(impatient.free(slot), "what was wrong for a while is not wrong for ever");
    }

    /** An interrupted thread does not sleep between its looks, so a thousand of its waits are over in no time. */
    @Test
    void waitsOfAnInterruptedThreadDoNotCount() {
        growFully();
        SegmentTable impatient = new SegmentTable(geometry, blocks, 1);
        int slot = victimWithALiveByte(impatient);
        Thread.currentThread().interrupt();
        for (int i = 0; i < 2 * SegmentTable.MOST_WAITS_IN_VAIN; i++) {
            assertFalse(impatient.free(slot));
        }
        assertTrue(Thread.interrupted());
        impatient.subtractLive(slot, 1, SegmentTable.ETERNAL);
        assertTrue(impatient.free(slot));
    }

    @Test
    void whatExpiresIsDeadWithoutBeingLookedAt() {
        growFully();
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        segments.addLive(slot, 100, SegmentTable.ETERNAL, OWNER);
        segments.addLive(slot, 10, 20_000, OWNER);
        segments.addLive(slot, 20, 20_100, OWNER);
        segments.addLive(slot, 30, 23_000, OWNER);
        segments.addLive(slot, 40, 29_000, OWNER);
        assertEquals(200, segments.liveAt(slot, 20_099), "the first waits for the second, which is in its bucket");
        assertEquals(170, segments.liveAt(slot, 20_100));
        assertEquals(170, segments.liveAt(slot, 22_999));
        assertEquals(140, segments.liveAt(slot, 23_000));
        assertEquals(100, segments.liveAt(slot, 29_000));
        assertEquals(200, segments.live(slot));
        assertEquals(29_000, segments.nextExpiry(slot, 25_000));
        assertEquals(SegmentTable.ETERNAL, segments.nextExpiry(slot, 29_000));
    }

    /** A life of sixteen buckets of 512 ms, the ring four times that: what is put together is noticed together, and for as long as it takes to come round nothing is hidden. */
    @Test
    void whatExpiresWithinABucketIsNoticedTogether() {
        growFully();
        long now = 1 << 20;
        long life = 16 * 512 - 1;
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, now + life, now);
        for (int step = 0; step < 64; step++) {
            long begin = now + step * 512L;
            segments.addLive(slot, 1, begin, OWNER);
            segments.addLive(slot, 10, begin + 300, OWNER);
            segments.addLive(slot, 100, begin + 511, OWNER);
            assertEquals(111, segments.liveAt(slot, begin + 510), "step " + step);
            assertEquals(0, segments.liveAt(slot, begin + 511), "step " + step);
            assertEquals(begin + 511, segments.nextExpiry(slot, begin + 400));
        }
        long end = now + 64 * 512;
        segments.addLive(slot, 1000, end + 5, OWNER);
        assertEquals(1111, segments.liveAt(slot, end), "hidden by what is in their bucket");
        segments.subtractLive(slot, 1000, end + 5);
        assertEquals(0, segments.liveAt(slot, end + 5));
        assertTrue(segments.covers(slot, end + life + 1, end));
        assertFalse(segments.covers(slot, end + life + 2, end));
        assertTrue(segments.covers(slot, SegmentTable.ETERNAL, end), "which hides nothing");
    }

    /** Expiry times of any size, for any life of the first record: what is added is found, and taken off where it was added; the first record's time is one of the segment's. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE + 1, -5, 0, 1, 1023, 1_000_000, 1_000_001, 1L << 59, Long.MAX_VALUE / 2, Long.MAX_VALUE - 2, SegmentTable.ETERNAL})
    void everyExpiryTimeIsInABucket(long first) {
        growFully();
        long now = 1_000_000;
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, first, now);
        for (int shift = 0; shift < 63; shift++) {
            for (int offset = -1; offset <= 1; offset++) {
                long expireAt = (1L << shift) + offset;
                segments.addLive(slot, 10, expireAt, OWNER);
                assertEquals(0, segments.liveAt(slot, Long.MAX_VALUE - 1));
                segments.addLive(slot, 10, -expireAt, OWNER);
                segments.subtractLive(slot, 10, expireAt);
                segments.subtractLive(slot, 10, -expireAt);
                assertEquals(0, segments.live(slot));
            }
        }
        assertTrue(segments.covers(slot, first, now));
        segments.close(slot);
        assertTrue(segments.claim(slot));
        assertTrue(segments.free(slot), "all counters are at zero");
    }

    private int expiredSegment(ByteAccount... owners) {
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        for (ByteAccount each : owners) {
            each.grown(30);
            segments.addLive(slot, 30, 20_000, each);
        }
        segments.close(slot);
        return slot;
    }

    @Test
    void whatWentUnreadIsSettledOnceAllHasGone() {
        growFully();
        List<Long> told = new ArrayList<>();
        segments.onSettled(told::add);
        ByteAccount cache = new ByteAccount();
        int slot = expiredSegment(cache, cache, cache);
        assertFalse(segments.areAllExpired(slot, 19_999));
        assertTrue(segments.areAllExpired(slot, 20_000));
        GatheredLowering gathering = segments.gathering();
        gathering.prepare();
        gathering.addUnread(slot);
        gathering.add(slot, 30, 20_000);
        gathering.settle();
        assertEquals(1, segments.unread(slot));
        assertEquals(1, segments.records(slot));
        assertEquals(60, segments.live(slot), "the bytes of the unread one are not known");
        assertEquals(0, segments.settle(slot), "nor could they be told from those of the last");
        cache.grown(-30);
        gathering.addUnread(slot);
        gathering.settle();
        assertEquals(0, segments.live(slot));
        assertEquals(60, segments.settle(slot));
        assertEquals(0, segments.settle(slot));
        assertEquals(List.of(60L), told);
        assertEquals(0, cache.sum());
        assertTrue(segments.claim(slot));
        assertTrue(segments.free(slot));
    }

    @Test
    void whoFreesASegmentSettlesWhatWentUnread() {
        growFully();
        ByteAccount cache = new ByteAccount();
        int slot = expiredSegment(cache, cache);
        GatheredLowering gathering = segments.gathering();
        // It has not been prepared.
        gathering.addUnread(slot);
        assertTrue(segments.claim(slot));
        assertFalse(segments.free(slot), "there is another record");
        segments.subtractLive(slot, 30, 20_000);
        cache.grown(-30);
        assertTrue(segments.free(slot));
        assertEquals(0, cache.sum());
        int next = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        assertEquals(slot, next);
        assertEquals(0, segments.live(next));
        assertEquals(0, segments.unread(next));
        assertEquals(null, segments.cache(next));
    }

    /** A pass has given blocks back in which something had gone unread, and was given up. */
    @Test
    void aRestThatIsAllAliveIsNotRotten() {
        growFully();
        ByteAccount cache = new ByteAccount();
        int slot = segments.open(blocks.takeChain(2), Stream.WINDOW, 20_000, 10_000);
        segments.addLive(slot, 1000, 20_000, cache);
        segments.addLive(slot, 1000, 20_000, cache);
        segments.appended(slot, 2000);
        segments.close(slot);
        segments.gathering().addUnread(slot);
        segments.moveLive(slot, 1000, 20_000, 25_000);
        assertTrue(segments.claim(slot));
        segments.releaseFirst(slot, 1, 0);
        segments.unclaim(slot);
        assertEquals(1000, segments.liveAt(slot, 20_000));
        assertEquals(1024, segments.live(slot), "no more than there is room for");
        assertFalse(segments.isRotten(slot, segments.bytes(slot), 20_000));
    }

    /** For want of memory, say. */
    @Test
    void whoIsToldWhatWasSettledAndFailsLeavesNothingClaimed() {
        growFully();
        int slot = expiredSegment(new ByteAccount());
        segments.gathering().addUnread(slot);
        segments.onSettled(bytes -> {
            throw new OutOfMemoryError("on purpose");
        });
        assertThrows(OutOfMemoryError.class, () -> segments.settle(slot));
        assertEquals(SegmentState.CLOSED, segments.state(slot));
        assertTrue(segments.claim(slot));
        assertTrue(segments.free(slot));
    }

    /** More may be added to it, for as long as which nobody could tell the bytes of what went unread. */
    @Test
    void fromAnOpenSegmentNothingGoesUnread() {
        growFully();
        int slot = segments.open(blocks.takeChain(2), Stream.WINDOW, 20_000, 10_000);
        segments.addLive(slot, 1000, 20_000, OWNER);
        assertFalse(segments.areAllExpired(slot, 20_000));
        segments.close(slot);
        assertTrue(segments.areAllExpired(slot, 20_000));
    }

    /** Otherwise nobody could say whose the bytes are that are left on the account. */
    @Test
    void whatIsSeveralCachesDoesNotGoUnread() {
        growFully();
        int slot = expiredSegment(new ByteAccount(), new ByteAccount());
        assertFalse(segments.areAllExpired(slot, SegmentTable.ETERNAL - 1));
    }

    @Test
    void anAccountThatCannotBeThatOfUnreadRecordsIsWrong() {
        growFully();
        ByteAccount cache = new ByteAccount();
        int slot = expiredSegment(cache, cache);
        segments.gathering().addUnread(slot);
        // More than there was.
        segments.subtractLive(slot, 60, 20_000);
        assertThrows(IllegalStateException.class, () -> segments.settle(slot));
        assertEquals(SegmentState.VICTIM, segments.state(slot), "for nobody to stumble over again and again");
        assertThrows(IllegalStateException.class, () -> segments.free(slot));
    }

    /** What a segment knew in an earlier life says nothing about the next. */
    @Test
    void aSlotThatIsOpenedAgainKnowsNothing() {
        growFully();
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        for (int i = 0; i < 64; i++) {
            segments.addLive(slot, 10, 1_000_000_000_000L + 1024 * i, OWNER);
            segments.subtractLive(slot, 10, 1_000_000_000_000L + 1024 * i);
        }
        segments.close(slot);
        assertTrue(segments.claim(slot));
        assertTrue(segments.free(slot));
        int again = segments.open(blocks.takeChain(1), Stream.WINDOW, 40_000, 30_000);
        assertEquals(slot, again);
        segments.addLive(again, 10, 40_000, OWNER);
        assertEquals(0, segments.liveAt(again, 40_000));
        assertEquals(SegmentTable.ETERNAL, segments.nextExpiry(again, 40_000));
    }

    @Test
    void aTouchMovesLiveBytesToAnotherTime() {
        growFully();
        int slot = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        segments.addLive(slot, 10, 20_000, OWNER);
        segments.moveLive(slot, 10, 20_000, 50_000);
        assertEquals(10, segments.liveAt(slot, 49_999));
        assertEquals(0, segments.liveAt(slot, 50_000));
        segments.moveLive(slot, 10, 50_000, SegmentTable.ETERNAL);
        assertEquals(10, segments.liveAt(slot, Long.MAX_VALUE - 1));
        assertEquals(20_000, segments.nextExpiry(slot, 0), "as the first record had it");
        segments.moveLive(slot, 10, SegmentTable.ETERNAL, 21_000);
        assertEquals(0, segments.liveAt(slot, 26_000));
        segments.subtractLive(slot, 10, 21_000);
        segments.close(slot);
        assertTrue(segments.claim(slot));
        segments.free(slot);
        int again = segments.open(blocks.takeChain(1), Stream.WINDOW, 500_000, 100_000);
        assertEquals(slot, again);
        segments.addLive(again, 10, 500_000, OWNER);
        assertEquals(10, segments.liveAt(again, 499_999));
    }

    /** Several segments and expiry buckets by turns; what is gathered counts until it is settled, and keeps its slot, so it cannot go off the account of the next life. */
    @Test
    void gatheredBytesCountUntilTheyAreSettled() {
        growFully();
        GatheredLowering lowering = segments.gathering();
        int[] slots = new int[3];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
            for (int bucket = 0; bucket < 3; bucket++) {
                segments.addLive(slots[i], 100 + bucket, 20_000 + 1024 * bucket, OWNER);
                segments.addLive(slots[i], 10, 20_001 + 1024 * bucket, OWNER);
            }
        }
        lowering.prepare();
        for (int bucket = 0; bucket < 3; bucket++) {
            for (int slot : slots) {
                lowering.add(slot, 100 + bucket, 20_000 + 1024 * bucket);
                lowering.add(slot, 10, 20_001 + 1024 * bucket);
            }
        }
        for (int slot : slots) {
            segments.close(slot);
            assertTrue(segments.claim(slot));
            assertTrue(segments.live(slot) > 0);
            for (int i = 0; i < 2 * SegmentTable.MOST_WAITS_IN_VAIN; i++) {
                assertFalse(segments.free(slot), "something is gathered, for which nobody waits");
            }
        }
        lowering.settle();
        for (int slot : slots) {
            assertEquals(0, segments.live(slot));
            assertEquals(0, Arrays.stream(segments.expiryCounters(slot)).map(Math::abs).sum());
            assertTrue(segments.free(slot));
        }
        // With buckets of another width.
        int again = segments.open(blocks.takeChain(1), Stream.WINDOW, 1_000_000, 10_000);
        segments.addLive(again, 7, 1_000_000, OWNER);
        segments.addLive(again, 8, 900_000, OWNER);
        lowering.settle();
        assertEquals(15, segments.live(again));
        lowering.add(again, 8, 900_000);
        lowering.settle();
        assertEquals(7, segments.live(again));
        assertEquals(0, segments.liveAt(again, 1_000_000));
        assertEquals(7, Arrays.stream(segments.expiryCounters(again)).sum());
    }

    @Test
    void whatNoRoomWasPreparedForIsNotGathered() {
        growFully();
        GatheredLowering lowering = segments.gathering();
        int early = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        lowering.prepare();
        int late = segments.open(blocks.takeChain(1), Stream.WINDOW, 20_000, 10_000);
        for (int slot : new int[] {early, late}) {
            segments.addLive(slot, 10, 20_000, OWNER);
            lowering.add(slot, 10, 20_000);
        }
        assertEquals(10, segments.live(early));
        assertEquals(0, segments.live(late));
        lowering.settle();
        assertEquals(0, segments.live(early));
        assertEquals(0, segments.live(late));
        lowering.prepare();
        segments.addLive(late, 10, 20_000, OWNER);
        lowering.add(late, 10, 20_000);
        assertEquals(10, segments.live(late));
        lowering.settle();
        assertEquals(0, segments.live(late));
    }

    @Test
    void theFirstBlocksOfAVictimGoBackAlone() {
        growFully();
        int slot = segments.open(blocks.takeChain(5), Stream.WINDOW, SegmentTable.ETERNAL, 0);
        segments.appended(slot, 4500);
        segments.close(slot);
        assertTrue(segments.claim(slot));
        int third = blocks.next(blocks.next(segments.firstBlock(slot)));
        segments.releaseFirst(slot, 2, 77);
        assertEquals(17, blocks.freeBlocks());
        assertEquals(third, segments.firstBlock(slot));
        assertEquals(77, segments.begin(slot));
        assertEquals(3, segments.blockCount(slot));
        assertEquals(4500 - 2048, segments.end(slot));
        segments.free(slot);
        assertEquals(20, blocks.freeBlocks());
    }

    @Test
    void thereIsASlotForEveryBlock() {
        growFully();
        for (int i = 0; i < geometry.blockCount() - RESERVE; i++) {
            int block = blocks.takeChain(1);
            int slot = segments.open(block, Stream.WINDOW, SegmentTable.ETERNAL, 0);
            assertEquals(slot, segments.slotOf(((long) block << 10) + 5));
        }
        assertEquals(geometry.blockCount() - RESERVE, segments.figures().all());
    }

    @Test
    void impossibleGeometriesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Geometry(9, 100, 13, 2, 2, 1), "a block must hold a run of cells");
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 9, 2, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 3, 13, 2, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 13, 0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 13, 2, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 13, 2, 2, 3), "heads are chosen by a mask");
    }

    @Test
    void eachThreadThatReclaimsHasAReserve() {
        Geometry one = Geometry.of(64L << 20, 2);
        assertEquals(one, one.forWorkers(1));
        assertEquals(3 * one.reserve(), one.forWorkers(3).reserve());
        assertEquals(one.highWater() + 2 * one.reserve(), one.forWorkers(3).highWater());
        assertEquals(one.budgetBlocks() / 8, one.forWorkers(1000).reserve());
        assertEquals(3, new Geometry(10, 16, 13, 2, 3, 1).forWorkers(2).reserve(), "less than an eighth would not do for one");
    }

    @Test
    void geometriesFollowFromTheBudget() {
        for (long capacity = 8L << 20; capacity <= 8L << 40; capacity += capacity / 3) {
            for (int cores = 1; cores <= 256; cores *= 3) {
                Geometry made = Geometry.of(capacity, cores);
                long budget = (long) made.budgetBlocks() << made.blockShift();
                assertTrue(budget <= capacity && budget > capacity - made.blockSize() && made.bytes() >= budget);
                // Open heads and the reserve stay a small part of the budget.
                long held = (made.heads() + 1L) * made.segmentBlocks() + made.reserve();
                assertTrue(made.heads() * 100L <= made.budgetBlocks(), made::toString);
                assertTrue(held > 0 && made.reserve() * 30L <= made.budgetBlocks(), made::toString);
            }
        }
    }
}
