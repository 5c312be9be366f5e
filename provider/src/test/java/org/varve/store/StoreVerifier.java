package org.varve.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.varve.store.index.Index;
import org.varve.store.index.IndexAudit;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.ByteAccount;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/**
 * Recomputes every figure of a store from its records and buckets, at a moment at which no operation is under way (reclaiming is held up meanwhile).
 * Finds: entries that name no record, are in the wrong bucket or stand twice; wrong live bytes; blocks, runs and chunks that belong to
 * nobody or to two; records marked dead that are not; figures that do not add up.
 */
final class StoreVerifier {
    private static final int MOST_FAULTS = 20;
    /** No record has fewer bytes. */
    private static final int LEAST_RECORD = 5;

    private final StoreParts parts;
    private final Store store;
    private final Geometry geometry;
    private final Records records;
    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final List<String> faults = new ArrayList<>();
    /** Who has which block; null if nobody was found to have it. */
    private final String[] blockUse;
    /** Where records begin, by segment. */
    private final Map<Long, Integer> slotByRecord = new HashMap<>();
    private final Map<Long, Index> named = new HashMap<>();
    /** Live bytes by slot, and of those that can expire by slot and time. */
    private long[] live;
    private long[] entries;
    private final Map<Integer, long[]> mortal = new HashMap<>();
    /** Bytes of indexes' records, and of caches' with what went unread. */
    private final Map<Index, Long> bytes = new HashMap<>();
    private final Map<ByteAccount, Long> owing = new HashMap<>();
    /** Bytes of all that went unread. */
    private long owed;
    private int unmarked;

    private StoreVerifier(Store store) {
        this.store = store;
        this.parts = store.parts();
        this.geometry = parts.geometry();
        this.records = parts.records();
        this.segments = parts.segments();
        this.blocks = parts.blocks();
        this.blockUse = new String[geometry.blockCount()];
    }

    /** @throws AssertionError with all differences found, if there are any */
    static void verify(Store store) {
        List<String> faults = faults(store);
        if (!faults.isEmpty()) {
            throw new AssertionError("store " + store.parts().name() + ":\n  "
                    + String.join("\n  ", faults.subList(0, Math.min(MOST_FAULTS, faults.size())))
                    + (faults.size() > MOST_FAULTS ? "\n  and " + (faults.size() - MOST_FAULTS) + " more" : ""));
        }
    }

    /** What is wrong with a store; empty if nothing is. */
    static List<String> faults(Store store) {
        List<String> faults = new ArrayList<>();
        store.parts().upkeep().whilePaused(() -> store.parts().reclaimer().whilePaused(() -> {
            boolean quiet;
            do {
                long committed = store.figures().committed();
                StoreVerifier verifier = new StoreVerifier(store);
                verifier.run();
                // The background thread may take another extent even while no step is under way.
                quiet = store.figures().committed() == committed;
                faults.clear();
                faults.addAll(verifier.faults);
            } while (!quiet);
        }));
        return faults;
    }

    private void run() {
        live = new long[geometry.blockCount()];
        entries = new long[geometry.blockCount()];
        for (int block : blocks.freeBlockNumbers()) {
            use(block, "free");
        }
        for (long address : parts.sketch().blockAddresses()) {
            use((int) (address >>> geometry.blockShift()), "the sketch's");
        }
        for (int block : parts.retired().waiting()) {
            use(block, "retired");
        }
        for (int slot = 0; slot < geometry.blockCount(); slot++) {
            checkSegment(slot);
        }
        IndexAudit audit = new IndexAudit(parts.slab(), faults);
        for (Index index : parts.indexes().all()) {
            if (index != null) {
                Set<ByteBuffer> keys = new HashSet<>();
                audit.walk(index, (owner, word) -> checkEntry(owner, word, keys));
            }
        }
        checkMarks();
        audit.checkMemory(parts.heads().spareChunks(), indexBlocks(), geometry.blockSize());
        for (int slot = 0; slot < live.length; slot++) {
            if (segments.state(slot) != SegmentState.FREE) {
                checkAccount(slot);
            } else if (slot < segments.usedSlots() && (segments.live(slot) != 0 || Arrays.stream(segments.expiryCounters(slot)).anyMatch(bytes -> bytes != 0))) {
                faults.add("segment " + slot + " is free and has something on its account");
            }
        }
        checkCaches();
        checkFigures();
        try {
            parts.mainShare().verify();
        } catch (AssertionError e) {
            faults.add("miniatures: " + e.getMessage());
        }
    }

    /** What was taken out of a segment unread is on its account by bytes, by nothing else. */
    private void checkAccount(int slot) {
        String name = "segment " + slot + " (" + segments.state(slot) + ")";
        long unread = segments.unread(slot);
        if (entries[slot] != segments.records(slot)) {
            faults.add(name + " counts " + segments.records(slot) + " records and has " + entries[slot]);
        }
        long[] counted = segments.expiryCounters(slot);
        long[] found = mortal.getOrDefault(slot, new long[counted.length]);
        long owed = Arrays.stream(counted).sum() - Arrays.stream(found).sum();
        long live = entries[slot] == 0 ? 0 : unread == 0 ? this.live[slot] + owed : Math.min(this.live[slot] + owed, segments.bytes(slot));
        if (live != segments.live(slot) || unread < 0 || owed < unread * LEAST_RECORD || unread == 0 && owed != 0 || unread != 0 && segments.state(slot) == SegmentState.OPEN) {
            faults.add(name + " counts " + segments.live(slot) + " live bytes and has " + this.live[slot] + "; " + owed + " are those of " + unread + " unread records");
        }
        for (int i = 0; i < counted.length; i++) {
            if (found[i] > counted[i] || unread == 0 && found[i] != counted[i]) {
                faults.add(name + " counts " + Arrays.toString(counted) + " bytes by expiry time and has " + Arrays.toString(found));
                return;
            }
        }
        this.owed += owed;
        if (unread != 0) {
            owing.merge(segments.cache(slot), owed, Long::sum);
        }
    }

    private void checkCaches() {
        for (Index index : parts.indexes().all()) {
            if (index != null) {
                owing.merge(index.account().byteAccount(), bytes.getOrDefault(index, 0L), Long::sum);
            }
        }
        owing.forEach((account, bytes) -> {
            if (account.sum() != bytes) {
                faults.add("a cache counts " + account.sum() + " bytes and has " + bytes);
            }
        });
    }

    /** What an entry names is not marked dead. What none names may be unmarked, where a pass or a sweep took it out. */
    private void checkMarks() {
        for (long location : slotByRecord.keySet()) {
            if (!named.containsKey(location)) {
                unmarked += records.isDead(location) ? 0 : 1;
            } else if (records.isDead(location)) {
                faults.add("the record at " + location + " is marked dead and named");
            }
        }
    }

    /** How many records no entry names and are not marked dead, in a store without faults in which nobody reclaims. */
    static int unmarked(Store store) {
        verify(store);
        StoreVerifier verifier = new StoreVerifier(store);
        verifier.run();
        return verifier.unmarked;
    }

    private void use(int block, String by) {
        if (blockUse[block] != null) {
            faults.add("block " + block + " is " + blockUse[block] + " and " + by);
        }
        blockUse[block] = by;
    }

    private void checkSegment(int slot) {
        SegmentState state = segments.state(slot);
        if (state == SegmentState.FREE) {
            return;
        }
        String name = "segment " + slot;
        if (slot >= segments.usedSlots()) {
            faults.add(name + " is " + state + " beyond the used slots");
        }
        int count = 0;
        int last = BlockAllocator.NONE;
        for (int block = segments.firstBlock(slot); block != BlockAllocator.NONE && count <= geometry.blockCount(); block = blocks.next(block)) {
            use(block, name);
            count++;
            last = block;
            if (segments.slotOf((long) block << geometry.blockShift()) != slot) {
                faults.add("block " + block + " of " + name + " says that it belongs to segment "
                        + segments.slotOf((long) block << geometry.blockShift()));
            }
        }
        if (count != segments.blockCount(slot) || last != segments.lastBlock(slot)) {
            faults.add(name + " has " + count + " blocks, the last is " + last + "; its slot says " + segments.blockCount(slot) + " and "
                    + segments.lastBlock(slot));
        }
        long end = segments.end(slot);
        if (end > (long) count << geometry.blockShift()) {
            faults.add(name + " ends at " + end + ", beyond its " + count + " blocks");
            return;
        }
        walkRecords(slot, end);
    }

    private void walkRecords(int slot, long end) {
        int[] chain = chain(slot);
        int blockSize = geometry.blockSize();
        long at = segments.begin(slot);
        while (at < end) {
            long inBlock = at & blockSize - 1;
            if (blockSize - inBlock < RecordLayout.MAX_HEADER) {
                at += blockSize - inBlock;
                continue;
            }
            long location = ((long) chain[(int) (at >>> geometry.blockShift())] << geometry.blockShift()) + inBlock;
            long shape = records.shape(location);
            if (shape == RecordLayout.RUBBISH || at + RecordLayout.size(shape) > end) {
                faults.add("segment " + slot + " has no record at " + at + " of " + end);
                return;
            }
            slotByRecord.put(location, slot);
            at += RecordLayout.size(shape);
        }
    }

    private int[] chain(int slot) {
        int[] chain = new int[segments.blockCount(slot)];
        int block = segments.firstBlock(slot);
        for (int i = 0; i < chain.length && block != BlockAllocator.NONE; i++) {
            chain[i] = block;
            block = blocks.next(block);
        }
        return chain;
    }

    private long checkEntry(Index index, long word, Set<ByteBuffer> keys) {
        long location = parts.words().location(word);
        String name = "the record at " + location + " of index " + index.id();
        Index other = named.put(location, index);
        if (other != null) {
            faults.add(name + " is named twice, also by index " + other.id());
        }
        Integer slot = slotByRecord.get(location);
        if (slot == null) {
            faults.add(name + " is not in a segment");
            return 0;
        }
        if (records.indexId(location) != index.id()) {
            faults.add(name + " says that it belongs to index " + records.indexId(location));
        }
        long shape = records.shape(location);
        entries[slot]++;
        live[slot] += RecordLayout.size(shape);
        bytes.merge(index, RecordLayout.size(shape), Long::sum);
        long expireAt = records.expireAt(location, shape, Expiry.ETERNAL);
        segments.tally(slot, expireAt, RecordLayout.size(shape), mortal.computeIfAbsent(slot, s -> new long[segments.expiryCounters(s).length]));
        byte[] key = new byte[RecordLayout.keyLength(shape)];
        if (!records.copy(location, RecordLayout.headerLength(shape), key, 0, key.length)) {
            faults.add(name + " leaves its segment");
        }
        byte[] keyAndKind = Arrays.copyOf(key, key.length + 1);
        keyAndKind[key.length] = (byte) (records.hasHashCode(location) ? 1 : 0);
        if (!keys.add(ByteBuffer.wrap(keyAndKind))) {
            faults.add(name + " has the key of another record: " + Arrays.toString(key));
        }
        return records.hasHashCode(location)
                ? parts.keyHash().ofHashCode(records.hashCode(location, shape))
                : parts.keyHash().of(key, key.length);
    }

    private Set<Long> indexBlocks() {
        Set<Long> addresses = new HashSet<>();
        long committed = 0;
        BitSet committedBlocks = blocks.committedBlocks();
        for (int block = 0; block < geometry.blockCount(); block++) {
            boolean there = committedBlocks.get(block);
            committed += there ? 1 : 0;
            if (there && blockUse[block] == null) {
                addresses.add((long) block << geometry.blockShift());
            } else if (!there && blockUse[block] != null) {
                faults.add("block " + block + " is " + blockUse[block] + " and not committed");
            }
        }
        if (committed << geometry.blockShift() != blocks.usage(segments, 0).committed()) {
            faults.add("there are " + committed + " blocks, told are " + blocks.usage(segments, 0));
        }
        long used = (long) addresses.size() + parts.sketch().blockAddresses().length + parts.retired().waiting().length;
        if (used << geometry.blockShift() != blocks.usage(segments, 0).index()) {
            faults.add("the index should have " + (blocks.usage(segments, 0).index() >>> geometry.blockShift()) + " blocks; neither free nor in a segment are "
                    + used);
        }
        return addresses;
    }

    private void checkFigures() {
        StoreFigures figures = store.figures();
        if (figures.committed() > figures.budget() && !blocks.shrinking().park() || figures.committed() != figures.live() + figures.dead() + figures.free() + figures.index()) {
            faults.add("figures do not add up: " + figures);
        }
        // What went unread counts as expired, but not by a clock that was set back since.
        if (figures.live() > Arrays.stream(live).sum() + owed || figures.records() != named.size()) {
            faults.add("found " + Arrays.stream(live).sum() + " live bytes and " + named.size() + " records, told are " + figures);
        }
        long free = blocks.freeBlockNumbers().length;
        if (figures.free() != free << geometry.blockShift()) {
            faults.add(free + " blocks are free, told are " + figures);
        }
    }
}
