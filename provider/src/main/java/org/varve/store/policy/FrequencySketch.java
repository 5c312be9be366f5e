package org.varve.store.policy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/**
 * How often a key was seen lately, from 0 to {@value #MAX}: an estimate that is hardly ever too low. Its counters lie in blocks of the store and grow and
 * shrink with the number of entries. {@link #raise} and {@link #frequency} are called inside an access that the store's
 * {@link org.varve.store.memory.GracePeriod} waits for, or by whoever gives retired blocks back. None of them throws while the memory is open.
 */
public final class FrequencySketch {
    /*
     * A count-min sketch (Cormode, Muthukrishnan, J. Algorithms 2005) of four rows with conservative update (Estan, Varghese, SIGCOMM 2002): only the
     * smallest of a key's four counters rise. Each is four bits. All are halved when a multiple of the number of entries has been counted, so that the
     * past fades (TinyLFU, ToS 2017); what was counted is then taken to be half of it.
     *
     * The hash says everything: the lower 20 bits a counter in each row, the upper ones the line. A line is 64 bytes, one cache miss: row r is its 16 bytes
     * from 16 r, so that a key's four counters lie in four different words.
     *
     * All lines serve equally many keys, whatever their number (SketchDirectory): a sketch whose lines serve twice as many keys here as there loses up
     * to half a point of hit ratio. So a change of size concerns every line. It goes block by block, and a line takes the greatest of each of
     * the counters that it takes over from: no key's counters fall. The surplus fades at the next halvings, but there is some every time unless the number
     * doubles: so sizes are not changed for little, and whoever grows steadily should do so by doubling.
     *
     * Concurrency. Raising is plain reads and writes of words: two threads may lose each other's increments in the word, or undo a halving. That costs accuracy
     * within one word and one period and nothing else: every value of a word is legal. The structure is changed by one thread at a time (lock). The
     * volatile write of the directory publishes a block's content; whoever still uses the old directory reads or raises counters that are no longer
     * looked at, in memory that the grace period protects. Hence a converted block is a new one even where the old one is not needed any more.
     *
     * What was counted is counted approximately, in stripes that no two threads share for long: one raise in 16 counts for 16, and chance is the bits
     * of the word that was just changed.
     */

    /** The highest frequency. */
    public static final int MAX = 15;
    /** What a store spends on frequencies. Eight gain 0.1 points of hit ratio, two lose 0.2. */
    public static final int BYTES_PER_ENTRY = 4;

    /** Counted raises per entry from one halving to the next, if the first began at zero. */
    private static final int PERIOD_PER_ENTRY = 10;

    private static final int ROW_SHIFT = 4;
    /** Binary logarithm of counters per row and line: one bit for the word, four for the counter in it. */
    private static final int COUNTER_BITS = 5;
    private static final int COUNTERS_PER_WORD = 16;
    private static final int LINE_SHIFT = 6;
    /** With so many blocks of that size, the square of their number times the lines in one is still a long. */
    private static final int MAX_BLOCKS = 1 << 24;
    private static final int MAX_BLOCK_SHIFT = 20;
    /** One in so many blocks too few or too many is tolerated. */
    private static final int SLACK = 8;

    private static final long HALVED = 0x7777_7777_7777_7777L;
    private static final long NIBBLE_OF_BYTES = 0x0f0f_0f0f_0f0f_0f0fL;
    private static final long TOP_OF_BYTES = 0x8080_8080_8080_8080L;

    private static final int SAMPLE_SHIFT = 4;
    private static final int STRIPES = 16;
    private static final int STRIPE_SHIFT = 3;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[].class);

    private final BlockAllocator blocks;
    private final AddressSpace space;
    private final int blockShift;
    private final int lineShift;
    private final double bytesPerEntry;
    private final IntConsumer retired;
    /** One change of the structure at a time; nothing but a block allocator's lock is acquired under it. */
    private final ReentrantLock lock = new ReentrantLock();
    /** Only rises. A cache line per stripe. */
    private final long[] counted = new long[STRIPES << STRIPE_SHIFT];
    private volatile SketchDirectory directory;
    /** What of {@link #counted} is no longer counted. Under the lock, as is the next. */
    private long forgotten;
    /** Numbers of blocks that have yet to be halved are below this. */
    private int unhalved;

    /** What became of a request to move a block. */
    public enum Move {
        /** No block lies there. */
        NOTHING_THERE,
        /** One was moved; there may be more. */
        MOVED,
        /** No memory elsewhere; to be tried again. */
        NO_ROOM
    }

    /**
     * Has no block at first: every frequency is 0.
     *
     * @param bytesPerEntry {@link #BYTES_PER_ENTRY}, but in experiments
     * @param retired       told the number of each block that is not needed any more; it may be reused after a grace period. Runs under the sketch's lock:
     *                      it shall remember the block and nothing else
     */
    public FrequencySketch(Geometry geometry, BlockAllocator blocks, AddressSpace space, double bytesPerEntry, IntConsumer retired) {
        if (geometry.blockShift() > MAX_BLOCK_SHIFT || !(bytesPerEntry > 0)) {
            throw new IllegalArgumentException("blocks of 2^" + geometry.blockShift() + " bytes, " + bytesPerEntry + " bytes per entry");
        }
        this.blocks = blocks;
        this.space = space;
        this.blockShift = geometry.blockShift();
        this.lineShift = blockShift - LINE_SHIFT;
        this.directory = SketchDirectory.empty(lineShift);
        this.bytesPerEntry = bytesPerEntry;
        this.retired = retired;
    }

    /**
     * Counts an occurrence. Any thread; takes no lock and may be lost.
     *
     * @param hash seeded and well mixed in all its bits
     */
    public void raise(long hash) {
        long address = line(hash);
        if (address < 0) {
            return;
        }
        Extent extent = space.extent(address);
        long line = space.offset(address);
        long word0 = extent.getLong(line + wordOf(hash, 0));
        long word1 = extent.getLong(line + wordOf(hash, 1));
        long word2 = extent.getLong(line + wordOf(hash, 2));
        long word3 = extent.getLong(line + wordOf(hash, 3));
        int least = least(hash, word0, word1, word2, word3);
        if (least == MAX) {
            return;
        }
        raise(extent, line, hash, 0, word0, least);
        raise(extent, line, hash, 1, word1, least);
        raise(extent, line, hash, 2, word2, least);
        raise(extent, line, hash, 3, word3, least);
        count((word0 ^ Long.rotateLeft(word2, 32) ^ hash) * MIX);
    }

    private static void raise(Extent extent, long line, long hash, int row, long word, int least) {
        int shift = shiftOf(hash, row);
        if ((word >>> shift & MAX) == least) {
            extent.putLong(line + wordOf(hash, row), word + (1L << shift));
        }
    }

    private void count(long random) {
        if (random >>> -SAMPLE_SHIFT == 0) {
            int at = (int) (random >>> 32 & STRIPES - 1) << STRIPE_SHIFT;
            STRIPE.setOpaque(counted, at, (long) STRIPE.getOpaque(counted, at) + (1L << SAMPLE_SHIFT));
        }
    }

    /** The estimate: hardly ever less than how often {@link #raise} was called with this hash, ageing apart, and never more than {@link #MAX}. */
    public int frequency(long hash) {
        long address = line(hash);
        if (address < 0) {
            return 0;
        }
        Extent extent = space.extent(address);
        long line = space.offset(address);
        return least(hash, extent.getLong(line + wordOf(hash, 0)), extent.getLong(line + wordOf(hash, 1)),
                extent.getLong(line + wordOf(hash, 2)), extent.getLong(line + wordOf(hash, 3)));
    }

    /** Fetches a key's counters into the caches ahead of their use. The answer means nothing. */
    public long touch(long hash) {
        long address = line(hash);
        return address < 0 ? 0 : space.extent(address).getLong(space.offset(address));
    }

    private static int least(long hash, long word0, long word1, long word2, long word3) {
        long first = Math.min(word0 >>> shiftOf(hash, 0) & MAX, word1 >>> shiftOf(hash, 1) & MAX);
        long second = Math.min(word2 >>> shiftOf(hash, 2) & MAX, word3 >>> shiftOf(hash, 3) & MAX);
        return (int) Math.min(first, second);
    }

    /** Where a key's counters lie; -1 if nowhere. */
    private long line(long hash) {
        SketchDirectory now = directory;
        long line = now.addresses().length == 0 ? SketchDirectory.NONE : now.lineOf(hash);
        return line == SketchDirectory.NONE ? -1 : addressOf(now, line);
    }

    private long addressOf(SketchDirectory now, long line) {
        return now.addressOf(line) + ((line & (1L << lineShift) - 1) << LINE_SHIFT);
    }

    /** Bytes from the beginning of the line. */
    private static int wordOf(long hash, int row) {
        int counter = (int) (hash >>> row * COUNTER_BITS);
        return (row << ROW_SHIFT) + (counter & COUNTERS_PER_WORD) / 2;
    }

    private static int shiftOf(long hash, int row) {
        return ((int) (hash >>> row * COUNTER_BITS) & COUNTERS_PER_WORD - 1) * 4;
    }

    /**
     * One bounded step (one block's worth of memory) of ageing, growing or shrinking. A sketch grows and shrinks when it is an eighth off; a change of
     * size that has begun is finished first.
     *
     * @param entries that there are, or better: that there will be when the store is full. Most changes of size inflate the counters until they have aged;
     *                doubling does not
     * @param leastBlocks however few entries there are
     * @return true if there is more to do. False also if somebody else is at it, or a block is wanted and none can be had: then try later
     */
    public boolean fit(long entries, int leastBlocks) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            SketchDirectory now = directory;
            if (unhalved > 0) {
                halveOne(now);
                return true;
            }
            if (isAgeingDue(entries)) {
                unhalved = now.addresses().length;
                return true;
            }
            int wanted = (int) Math.max(leastBlocks, blocksFor(entries));
            if (now.isChanging()) {
                boolean more = convertOne(now);
                return more || directory == now && wanted < now.former() && startOver(now);
            }
            boolean tooFew = now.blocks() < wanted - wanted / (SLACK + 1);
            boolean tooMany = now.blocks() > wanted + wanted / SLACK + (wanted > 0 ? 1 : 0);
            if (tooMany && wanted == 0) {
                startOver(now);
                return false;
            }
            return (tooFew || tooMany) && convertOne(now.resized(wanted));
        } finally {
            lock.unlock();
        }
    }

    /** As many blocks as the entries ask for. */
    public boolean fit(long entries) {
        return fit(entries, 0);
    }

    /** Half a block's worth of entries is worth a block. */
    private long blocksFor(long entries) {
        long bytes = Math.round(entries * bytesPerEntry);
        return Math.min(MAX_BLOCKS, bytes + (1L << blockShift - 1) >>> blockShift);
    }

    private boolean isAgeingDue(long entries) {
        long sum = 0;
        for (int i = 0; i < STRIPES; i++) {
            sum += (long) STRIPE.getOpaque(counted, i << STRIPE_SHIFT);
        }
        if (sum == forgotten || sum - forgotten < PERIOD_PER_ENTRY * entries) {
            return false;
        }
        forgotten = sum - (sum - forgotten) / 2;
        return true;
    }

    private void halveOne(SketchDirectory now) {
        long address = now.addresses()[--unhalved];
        if (address == SketchDirectory.NONE) {
            return;
        }
        Extent extent = space.extent(address);
        long from = space.offset(address);
        for (long at = from; at < from + (1L << blockShift); at += Long.BYTES) {
            extent.putLong(at, extent.getLong(at) >>> 1 & HALVED);
        }
    }

    /** Gives all blocks up. */
    private boolean startOver(SketchDirectory now) {
        directory = SketchDirectory.empty(lineShift);
        retire(now, 0, now.addresses().length, SketchDirectory.NONE);
        return true;
    }

    /**
     * Gives the next block of a change its content, in a new place; returns true if others are left. Where no block can be had, a sketch that shrinks does
     * with its own, since a lowered budget may wait for what it gives back: no line takes over from one before it. For that moment frequencies may be too low.
     */
    private boolean convertOne(SketchDirectory now) {
        int block = blocks.takeForIndex(fresh -> convertInto((long) fresh << blockShift, now));
        if (block == BlockAllocator.NONE && now.former() < now.blocks()) {
            return false;
        }
        long address = block == BlockAllocator.NONE ? now.addresses()[now.next()] : (long) block << blockShift;
        if (address == SketchDirectory.NONE) {
            return false;
        }
        if (block == BlockAllocator.NONE) {
            convertInto(address, now);
        }
        SketchDirectory changed = now.converted(address);
        directory = changed;
        retire(now, now.firstUnneeded(), now.endOfUnneeded(), address);
        return changed.isChanging();
    }

    private void convertInto(long address, SketchDirectory now) {
        Extent extent = space.extent(address);
        if (now.former() == 0) {
            extent.fill(space.offset(address), 1L << blockShift, (byte) 0);
        } else {
            long first = (long) now.next() << lineShift;
            for (long i = 0; i < 1L << lineShift; i++) {
                takeOver(now, first + i, extent, space.offset(address) + (i << LINE_SHIFT));
            }
        }
    }

    private void takeOver(SketchDirectory now, long line, Extent to, long at) {
        long first = now.firstSource(line);
        long end = now.endOfSources(line);
        copyLine(addressOf(now, first), to, at);
        for (long source = first + 1; source < end; source++) {
            mergeLine(addressOf(now, source), to, at);
        }
    }

    private void copyLine(long source, Extent to, long at) {
        // Where a block is converted in its own place the first line is its own source; copying it onto itself does no harm.
        space.extent(source).copyTo(space.offset(source), to, at, 1L << LINE_SHIFT);
    }

    private void mergeLine(long source, Extent to, long at) {
        Extent from = space.extent(source);
        for (long i = 0; i < 1L << LINE_SHIFT; i += Long.BYTES) {
            to.putLong(at + i, greater(to.getLong(at + i), from.getLong(space.offset(source) + i)));
        }
    }

    /** Those blocks of a directory that was in use until now, but for the one that lies at {@code kept}. */
    private void retire(SketchDirectory old, int from, int to, long kept) {
        for (int i = from; i < to; i++) {
            if (old.addresses()[i] != SketchDirectory.NONE && old.addresses()[i] != kept) {
                retired.accept((int) (old.addresses()[i] >>> blockShift));
            }
        }
    }

    /** The greater of each two counters. */
    static long greater(long a, long b) {
        long even = greaterBytes(a & NIBBLE_OF_BYTES, b & NIBBLE_OF_BYTES);
        long odd = greaterBytes(a >>> 4 & NIBBLE_OF_BYTES, b >>> 4 & NIBBLE_OF_BYTES);
        return even | odd << 4;
    }

    /** For bytes below 128: their difference does not borrow from the next byte, and its top bit says which is greater. */
    private static long greaterBytes(long a, long b) {
        long mask = (((a | TOP_OF_BYTES) - b & TOP_OF_BYTES) >>> 7) * 0xff;
        return a & mask | b & ~mask;
    }

    /**
     * Moves one block out of a range of addresses, so that the range can be given up. The allocator must have ceased to hand out blocks of it.
     *
     * @param from first address
     * @param to   first address that is no longer of the range
     */
    public Move moveBlock(long from, long to) {
        lock.lock();
        try {
            SketchDirectory now = directory;
            int number = 0;
            while (number < now.addresses().length && !(now.addresses()[number] >= from && now.addresses()[number] < to)) {
                number++;
            }
            if (number == now.addresses().length) {
                return Move.NOTHING_THERE;
            }
            long old = now.addresses()[number];
            int block = blocks.takeForIndex(fresh -> copyBlock(old, (long) fresh << blockShift));
            if (block == BlockAllocator.NONE) {
                return Move.NO_ROOM;
            }
            directory = now.moved(number, (long) block << blockShift);
            retired.accept((int) (old >>> blockShift));
            return Move.MOVED;
        } finally {
            lock.unlock();
        }
    }

    private void copyBlock(long from, long to) {
        space.extent(from).copyTo(space.offset(from), space.extent(to), space.offset(to), 1L << blockShift);
    }

    /** Where its blocks lie, in no particular order. */
    public long[] blockAddresses() {
        return directory.present();
    }

    /** Bytes of its blocks, which are inside the budget. */
    public long bytes() {
        return (long) directory.present().length << blockShift;
    }

    /** Bytes on the Java heap. */
    public long heapBytes() {
        return Long.BYTES * ((long) directory.addresses().length + counted.length);
    }
}
