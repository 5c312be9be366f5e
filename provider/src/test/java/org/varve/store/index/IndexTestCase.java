package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.varve.store.CheckedMemory;
import org.varve.store.memory.AddressSpace;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/** Indexes in checked memory without a store around them. After each test every bucket and every piece of memory is accounted for. */
abstract class IndexTestCase {
    static final int BLOCK_SHIFT = 12;

    final Geometry geometry = new Geometry(BLOCK_SHIFT, 1024, 22, 4, 4, 1);
    final CheckedMemory memory = new CheckedMemory();
    final AddressSpace space = new AddressSpace(memory, geometry.extentShift(), geometry.bytes());
    final BlockAllocator blocks = new BlockAllocator(geometry, space);
    final Map<Long, Long> hashByLocation = new ConcurrentHashMap<>();
    final CellSlab slab;
    final IndexRegistry registry = new IndexRegistry();
    final AtomicLong nextLocation = new AtomicLong(1);

    IndexTestCase() {
        blocks.grow();
        slab = new CellSlab(geometry, blocks, space);
    }

    @AfterEach
    void verifyAndClose() {
        memory.unhook();
        List<String> faults = faults();
        space.close();
        assertEquals(List.of(), faults);
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        IndexAudit audit = new IndexAudit(slab, faults);
        for (Index index : registry.all()) {
            if (index != null) {
                audit.walk(index, (owner, word) -> hashByLocation.getOrDefault(slab.words().location(word), 0L));
            }
        }
        TreeSet<Long> addresses = new TreeSet<>();
        IntStream.range(0, geometry.blockCount()).filter(block -> slab.unused(block, true) != null || slab.unused(block, false) != null)
                .forEach(block -> addresses.add((long) block << BLOCK_SHIFT));
        assertEquals(indexBytes(), (long) addresses.size() << BLOCK_SHIFT);
        audit.checkMemory(new long[0], addresses, geometry.blockSize());
        return faults;
    }

    long indexBytes() {
        return blocks.usage(new SegmentTable(geometry, blocks), 0).index();
    }

    Index create() {
        return registry.create(new CacheAccount(Long.MAX_VALUE), slab);
    }

    /** The location under which the hash was entered; 0 if there was no room in its bucket. */
    long insert(Index index, long hash) {
        long location = nextLocation.getAndIncrement();
        long cell = index.lock(hash);
        if (cell == 0) {
            return 0;
        }
        index.unlock(cell);
        long spare = index.takeChunk();
        hashByLocation.put(location, hash);
        cell = index.lock(hash);
        Placed placed = cell == 0 ? Placed.NOWHERE : index.insert(cell, EntryWord.of(slab.words().tag(hash), location), spare);
        if (cell != 0) {
            index.unlock(cell);
        }
        index.giveChunk(placed == Placed.IN_SPARE ? 0 : spare);
        if (placed == Placed.NOWHERE) {
            return 0;
        }
        index.counted(1);
        if (placed != Placed.IN_CELL) {
            index.growIfCrowded();
        }
        return location;
    }

    boolean remove(Index index, long hash, long location) {
        long cell = index.lock(hash);
        if (cell == 0) {
            return false;
        }
        long at = index.findLocation(cell, slab.words().tag(hash), location);
        long chunk = at == 0 ? 0 : index.remove(cell, at);
        index.unlock(cell);
        index.giveChunk(chunk);
        index.counted(at == 0 ? 0 : -1);
        if (at != 0) {
            index.shrinkIfSparse();
        }
        return at != 0;
    }

    /** Gives away whatever is idle, as after a grace period. */
    int release() {
        int[] detached = slab.detachIdle(Integer.MAX_VALUE);
        slab.release(detached);
        return detached.length;
    }
}
