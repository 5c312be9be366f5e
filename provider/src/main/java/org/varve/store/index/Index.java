package org.varve.store.index;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One incarnation of one cache's index: a linear-hashing table of buckets.
 *
 * <p>The table word says how many buckets there are: {@code 2^level + split}. It is stored while both buckets of a split are
 * locked. An operation reads it, finds its bucket, locks it (or reads its version), and reads the table word again before it
 * believes a hit or a miss: without that, a split in between would make a present key a miss, or put a new entry where nobody looks.
 *
 * <p>An index that has been detached has the table word {@link #RETIRED}; whoever meets it asks the cache for its present index. The
 * reclaimer may still lock its buckets until it is drained, since its records are in the log.
 *
 * <p>Growth: W. Litwin, Linear Hashing, VLDB 1980. One bucket is split at a time, by whoever inserts into a full cell.
 */
public final class Index {
    /** The table word of an index that is not in use any more. */
    public static final long RETIRED = -1;

    private static final int MIN_LEVEL = 4;
    private static final int RUN_SHIFT = 4;
    /** Entries per bucket at which one is split: as many as a cell has slots, so that chunks take what buckets differ by. */
    private static final int LOAD = 7;
    private static final int SPLITS_AT_ONCE = 2;

    private final int id;
    private final CacheAccount account;
    private final CellSlab slab;
    private final Cells cells;
    private final EntryWord words;
    private final LongAdder entries = new LongAdder();
    private final ReentrantLock structure = new ReentrantLock();
    /** Guarded by {@link #structure}, as is the scratch space of a split. */
    private final long[] splitWords = new long[Cells.MAX_ENTRIES];
    private final LongStack splitChunks = new LongStack();
    /** Volatile because a reader may see a directory of which it has read no table word yet: the array's content must come with it. */
    private volatile long[] runs;
    private volatile long table = tableOf(MIN_LEVEL, 0);
    /** The table word at the moment of retirement. */
    private volatile long lastTable;
    private volatile boolean drained;

    private Index(int id, CacheAccount account, CellSlab slab, long firstRun) {
        this.id = id;
        this.account = account;
        this.slab = slab;
        this.cells = slab.cells();
        this.words = slab.words();
        runs = new long[] {firstRun};
    }

    /** An empty index, or null if there is no memory for its first cells at the moment.
     *
     * @param id        names this incarnation in the records' headers
     * @param account of the cache
     */
    static Index create(int id, CacheAccount account, CellSlab slab) {
        long run = slab.takeRun();
        return run == 0 ? null : new Index(id, account, slab, run);
    }

    public int id() {
        return id;
    }

    public CacheAccount account() {
        return account;
    }

    private static long tableOf(int level, long split) {
        return (long) level << 56 | split;
    }

    private static int level(long table) {
        return (int) (table >>> 56);
    }

    private static long split(long table) {
        return table & (1L << 56) - 1;
    }

    /** The table word; {@link #RETIRED} if this index is not in use any more. */
    public long table() {
        return table;
    }

    private static long bucket(long hash, long table) {
        int level = level(table);
        long bucket = hash & (1L << level) - 1;
        return bucket < split(table) ? hash & (2L << level) - 1 : bucket;
    }

    private static long buckets(long table) {
        return (1L << level(table)) + split(table);
    }

    private long cell(long bucket) {
        return runs[(int) (bucket >>> RUN_SHIFT)] + (bucket & CellSlab.RUN_CELLS - 1) * Cells.CELL_BYTES;
    }

    /** The cell for a hash under a table word that is not {@link #RETIRED}. */
    public long cellOf(long hash, long seenTable) {
        return cell(bucket(hash, seenTable));
    }

    /** True if a hash still belongs where {@code seenTable} put it. */
    public boolean isCurrent(long hash, long seenTable) {
        long now = table;
        return now == seenTable || now != RETIRED && bucket(hash, now) == bucket(hash, seenTable);
    }

    /** Begins an optimistic read of a cell: its version, once it is not locked. */
    public long beginRead(long cell) {
        return cells.awaitUnlocked(cell);
    }

    /**
     * Ends an optimistic read: true if what was read from the cell, its chain and the records they name since
     * {@link #beginRead} is consistent and, for hits and misses alike, the cell is still the right one.
     */
    public boolean endRead(long cell, long version, long hash, long seenTable) {
        // A second acquire read of the version would not keep the copy before it; the fence does.
        VarHandle.acquireFence();
        return cells.isUnchanged(cell, version) && isCurrent(hash, seenTable);
    }

    /** True if the cell has not changed; for a reader in the middle of a long copy. */
    public boolean isUnchanged(long cell, long version) {
        VarHandle.acquireFence();
        return cells.isUnchanged(cell, version);
    }

    /** Locks the bucket of a hash. Returns its cell, or 0 if this index is retired. */
    public long lock(long hash) {
        while (true) {
            long seen = table;
            if (seen == RETIRED) {
                return 0;
            }
            long cell = cellOf(hash, seen);
            cells.lock(cell);
            if (isCurrent(hash, seen)) {
                return cell;
            }
            cells.unlock(cell);
        }
    }

    /** Like {@link #lock}, also for a retired index as long as it is not drained; 0 afterwards. For the reclaimer. */
    public long lockForReclaim(long hash) {
        while (true) {
            long cell = lock(hash);
            if (cell != 0) {
                return cell;
            }
            if (drained) {
                return 0;
            }
            cell = cellOf(hash, lastTable);
            cells.lock(cell);
            // The cell may be another index's by now; drained is set before any cell is given back.
            if (!drained) {
                return cell;
            }
            cells.unlock(cell);
        }
    }

    public void unlock(long cell) {
        cells.unlock(cell);
    }

    /** Position of the first entry in the cell's chain with this tag, or 0. */
    public long findFirst(long cell, long tag) {
        return cells.findFirst(cell, tag);
    }

    public long findNext(long position, long tag) {
        return cells.findNext(position, tag);
    }

    public long word(long position) {
        return cells.word(position);
    }

    /** Under the bucket's lock. */
    public void replace(long position, long word) {
        cells.setWord(position, word);
    }

    /** Notes that an entry was used. Writes nothing if that is known, and nothing if the slot has changed meanwhile. */
    public void markAccessed(long position, long word) {
        if ((word & EntryWord.ACCESSED) == 0) {
            cells.casWord(position, word, word | EntryWord.ACCESSED);
        }
    }

    /** Position of the entry that names a location, or 0. Under the bucket's lock, or to be validated. */
    public long findLocation(long cell, long tag, long location) {
        long at = cells.findFirst(cell, tag);
        // Bounded because the walk may be without lock.
        for (int met = 1; at != 0 && words.location(cells.word(at)) != location; met++) {
            at = met > Cells.MAX_ENTRIES ? 0 : cells.findNext(at, tag);
        }
        return at;
    }

    /**
     * The word that names {@code location}, without lock: 0 if no entry does. The answer was true at some moment during the call.
     */
    public long wordAt(long hash, long location) {
        long tag = words.tag(hash);
        while (!drained) {
            long seen = table;
            boolean retired = seen == RETIRED;
            seen = retired ? lastTable : seen;
            long cell = cellOf(hash, seen);
            long version = cells.awaitUnlocked(cell);
            long at = findLocation(cell, tag, location);
            long word = at == 0 ? 0 : cells.word(at);
            boolean found = at != 0 && EntryWord.isEntry(word) && words.location(word) == location;
            VarHandle.acquireFence();
            if (cells.isUnchanged(cell, version) && (retired ? !drained : isCurrent(hash, seen))) {
                return found ? word : 0;
            }
        }
        return 0;
    }

    /** Fetches the cell of a hash into the caches ahead of its use. The answer means nothing. */
    public long touch(long hash) {
        long seen = table;
        return seen == RETIRED ? 0 : cells.touch(cellOf(hash, seen));
    }

    /**
     * Adds an entry, under the bucket's lock.
     *
     * @param spare a chunk that may be used, or 0
     * @return where it went
     */
    public Placed insert(long cell, long word, long spare) {
        return cells.insert(cell, word, spare);
    }

    /** The entry of a full bucket that should make room: one that was not accessed, if there is one. Under the lock. */
    public long leastUseful(long cell) {
        long victim = 0;
        for (long at = cells.firstEntry(cell); at != 0; at = cells.nextEntry(at)) {
            if (victim == 0 || !EntryWord.isAccessed(cells.word(at))) {
                victim = at;
                if (!EntryWord.isAccessed(cells.word(at))) {
                    return victim;
                }
            }
        }
        return victim;
    }

    /** Takes an entry out, under the lock. Returns a chunk for {@link #giveChunk}, to be given back after unlocking, or 0. */
    public long remove(long cell, long position) {
        return cells.remove(cell, position);
    }

    public void giveChunk(long chunk) {
        slab.giveChunk(chunk);
    }

    public long takeChunk() {
        return slab.takeChunk();
    }

    /** After unlocking: {@code change} entries more (or fewer). */
    public void counted(long change) {
        entries.add(change);
    }

    /** Number of entries; exact when nothing is going on. */
    public long size() {
        return Math.max(0, entries.sum());
    }

    /** Splits a bucket or two if the table is crowded. Called after inserting into a full cell, without any lock. */
    public void growIfCrowded() {
        for (int i = 0; i < SPLITS_AT_ONCE; i++) {
            long seen = table;
            if (seen == RETIRED || entries.sum() <= buckets(seen) * LOAD || !structure.tryLock()) {
                return;
            }
            try {
                if (!splitOne()) {
                    return;
                }
            } finally {
                structure.unlock();
            }
        }
    }

    /** Under {@link #structure}. False if it cannot be done now. */
    private boolean splitOne() {
        long seen = table;
        if (seen == RETIRED || level(seen) >= words.maxLevel()) {
            return false;
        }
        int level = level(seen);
        long from = split(seen);
        long to = from + (1L << level);
        if (!ensureRun((int) (to >>> RUN_SHIFT))) {
            return false;
        }
        long next = from + 1 == 1L << level ? tableOf(level + 1, 0) : tableOf(level, from + 1);
        long low = cell(from);
        long high = cell(to);
        // Room for the chunks of both is made before they are locked.
        splitChunks.ensure(Cells.MAX_CHUNKS);
        cells.lock(low);
        cells.lock(high);
        int n = cells.entries(low, splitWords);
        distribute(low, high, level, n);
        // Stored while both are locked: whoever locks or reads one of them afterwards also sees this.
        table = next;
        cells.unlock(high);
        cells.unlock(low);
        for (long chunk = splitChunks.pop(); chunk != 0; chunk = splitChunks.pop()) {
            slab.giveChunk(chunk);
        }
        return true;
    }

    private void distribute(long low, long high, int level, int n) {
        cells.clear(low, splitChunks);
        for (int i = 0; i < n; i++) {
            long target = words.hashBit(splitWords[i], level) == 0 ? low : high;
            // The two chains together need no more chunks than the one had.
            long spare = splitChunks.pop();
            if (cells.insert(target, splitWords[i], spare) != Placed.IN_SPARE && spare != 0) {
                splitChunks.push(spare);
            }
        }
    }

    private boolean ensureRun(int run) {
        long[] present = runs;
        if (run < present.length && present[run] != 0) {
            return true;
        }
        long address = slab.takeRun();
        if (address == 0) {
            return false;
        }
        long[] grown = run < present.length ? present : Arrays.copyOf(present, Math.max(run + 1, 2 * present.length));
        grown[run] = address;
        // Nobody asks for this run before the table word is stored.
        runs = grown;
        return true;
    }

    /** Takes the index out of use: from now on operations find it {@link #RETIRED}. The caller has put another in its place. */
    public void retire() {
        structure.lock();
        try {
            lastTable = table;
            table = RETIRED;
        } finally {
            structure.unlock();
        }
    }

    /** What {@link #drain} tells of each entry, under its bucket's lock: take its bytes off the account. */
    @FunctionalInterface
    public interface Dropped {
        void dropped(long location);
    }

    /** Empties a retired index, bucket by bucket, and gives its cells back. */
    public void drain(Dropped dropped) {
        LongStack chunks = new LongStack();
        long[] found = new long[Cells.MAX_ENTRIES];
        long buckets = buckets(lastTable);
        for (long bucket = 0; bucket < buckets; bucket++) {
            long cell = cell(bucket);
            // Room for what clear pushes is made before the bucket is locked.
            chunks.ensure(Cells.MAX_CHUNKS);
            cells.lock(cell);
            int n = cells.entries(cell, found);
            cells.clear(cell, chunks);
            for (int i = 0; i < n; i++) {
                dropped.dropped(words.location(found[i]));
            }
            cells.unlock(cell);
            entries.add(-n);
            for (long chunk = chunks.pop(); chunk != 0; chunk = chunks.pop()) {
                slab.giveChunk(chunk);
            }
        }
        drained = true;
        for (long run : runs) {
            if (run != 0) {
                slab.giveRun(run);
            }
        }
    }

    /** Begins a walk; see {@link IndexWalk}. */
    public IndexWalk walk() {
        return new IndexWalk(this, cells);
    }

    static int levelOf(long table) {
        return level(table);
    }

    static long bucketsOf(long table) {
        return buckets(table);
    }

    long cellOfBucket(long bucket) {
        return cell(bucket);
    }

    /** Addresses of the runs of cells, in bucket order. For a verifier. */
    long[] runAddresses() {
        return Arrays.stream(runs).filter(run -> run != 0).toArray();
    }

    /** Bytes of the directory on the Java heap. */
    public long heapBytes() {
        return 8L * runs.length;
    }
}
