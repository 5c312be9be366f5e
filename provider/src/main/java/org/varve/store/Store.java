package org.varve.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.varve.store.index.Index;
import org.varve.store.memory.Memory;
import org.varve.store.observe.ResizeReport;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentFigures;

/** One byte budget off the heap, shared by the keyspaces opened in it. */
public final class Store implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger("org.varve.store");
    /** An access to the store takes microseconds; one that takes so long has lost its thread. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final StoreParts parts;
    private final long minCapacity;
    private final long maxCapacity;
    private volatile long capacity;
    private final Floors floors;
    /** Two who resize at the same time agree on who was last. */
    private final ReentrantLock resizing = new ReentrantLock();
    private final Set<Keyspace> keyspaces = ConcurrentHashMap.newKeySet();
    /** Null in a quiet store. */
    private volatile BackgroundReclaim background;

    private Store(StoreParts parts, long capacity, long minCapacity, long maxCapacity) {
        this.parts = parts;
        this.capacity = capacity;
        this.minCapacity = minCapacity;
        this.maxCapacity = maxCapacity;
        this.floors = new Floors(capacity);
    }

    /**
     * Opens a store with a thread that reclaims memory in the background.
     *
     * @throws IllegalArgumentException if the capacity is out of bounds; the message says what is allowed
     * @throws OutOfMemoryError if the operating system gives not even the first part of the memory
     */
    public static Store open(StoreOptions options) {
        int cores = Runtime.getRuntime().availableProcessors();
        Geometry geometry = Geometry.of(options.capacity(), options.maxCapacity(), cores, options.blockSize(), options.segmentSize())
                .forWorkers(StoreAssembler.workers(options));
        StoreParts parts = StoreAssembler.assemble(options, geometry, Memory.system(), cores);
        long least = Math.max(StoreOptions.MIN_CAPACITY, (long) geometry.leastBlocks() << geometry.blockShift());
        Store store = new Store(parts, options.capacity(), least, options.maxCapacity());
        while (parts.upkeep().step(false)) {
            // The sketch's first blocks: what is put before it has any is not counted.
        }
        store.startReclaiming(options.reclaimThreads());
        return store;
    }

    /** A quiet store with the usual options. */
    static Store openQuiet(String name, Geometry geometry, Memory memory, TimeSource time) {
        return openQuiet(StoreOptions.of(name, StoreOptions.MIN_CAPACITY, time), geometry, memory);
    }

    /** A store without a thread of its own, for tests: writers reclaim what they need. The geometry counts, not the capacity of the options. */
    static Store openQuiet(StoreOptions options, Geometry geometry, Memory memory) {
        return quiet(StoreAssembler.assemble(options, geometry, memory, 2), geometry);
    }

    /** Like {@link #openQuiet(StoreOptions, Geometry, Memory)}, with seeds that are the same in every run. */
    static Store openQuiet(StoreOptions options, Geometry geometry, Memory memory, LongSupplier seeds) {
        return quiet(StoreAssembler.assemble(options, geometry, memory, 2, seeds), geometry);
    }

    private static Store quiet(StoreParts parts, Geometry geometry) {
        return new Store(parts, (long) geometry.budgetBlocks() << geometry.blockShift(), (long) geometry.leastBlocks() << geometry.blockShift(),
                geometry.bytes());
    }

    /** Starts the threads that reclaim in the background. */
    void startReclaiming(int threads) {
        background = new BackgroundReclaim(this, parts, threads);
        background.start();
    }

    /**
     * @param name      for messages and figures; need not be unique
     * @param expirable false if no mapping will ever have an expiry time other than ETERNAL (saves 8 bytes each)
     */
    public Keyspace openKeyspace(String name, boolean expirable) {
        return openKeyspace(KeyspaceOptions.of(name, expirable));
    }

    /** Opens a cache's part of the store. */
    public Keyspace openKeyspace(KeyspaceOptions options) {
        parts.guard().checkOpen();
        Keyspace[] self = new Keyspace[1];
        self[0] = new Keyspace(parts, options, () -> forget(self[0]));
        floors.add(self[0].account(), options.floor());
        keyspaces.add(self[0]);
        return self[0];
    }

    private void forget(Keyspace keyspace) {
        keyspaces.remove(keyspace);
        floors.remove(keyspace.account());
    }

    /** Lowest budget to which this store can be brought by {@link #resize}, in bytes; it follows from the one it was opened with. */
    public long minCapacity() {
        return minCapacity;
    }

    /** Highest budget to which this store can be brought by {@link #resize}, in bytes. */
    public long maxCapacity() {
        return maxCapacity;
    }

    /**
     * Sets another budget. Returns at once: a lowered one is reached in the background, in steps that delay nobody for long; entries are evicted as that
     * needs, and memory is given back to the operating system extent by extent (see {@link StoreFigures#committed()}). What a raised one gains is taken as
     * it is needed. The last call counts.
     *
     * @param newCapacity bytes
     * @throws IllegalArgumentException if it is below {@link #minCapacity} or above {@link #maxCapacity}
     * @throws StoreClosedException if the store is closed
     */
    public void resize(long newCapacity) {
        if (newCapacity < minCapacity || newCapacity > maxCapacity) {
            throw new IllegalArgumentException("the capacity of store " + parts.name() + " cannot become " + newCapacity + " bytes; allowed are "
                    + minCapacity + " to " + maxCapacity + ": below, the first part of its memory and what is kept free would not fit; above, its"
                    + " tables end, whose size was fixed by the highest capacity when it was opened");
        }
        long before;
        resizing.lock();
        try {
            parts.guard().checkOpen();
            before = capacity;
            capacity = newCapacity;
            floors.resize(newCapacity);
            parts.blocks().setBudget((int) (newCapacity >>> parts.geometry().blockShift()));
        } finally {
            resizing.unlock();
        }
        parts.observer().resized(new ResizeReport(before, newCapacity, figures().committed()));
        BackgroundReclaim worker = background;
        if (worker != null) {
            worker.wake();
        } else {
            StackReserve.check();
            while (parts.budgetKeeper().step()) {
                // The next step.
            }
        }
    }

    /** The accounts at this moment; readable after the store was closed, too. */
    public StoreFigures figures() {
        BlockAllocator.Usage usage = parts.blocks().usage(parts.segments(), parts.time().millis());
        long records = 0;
        long heap = parts.segments().heapBytes() + parts.slab().heapBytes() + parts.blocks().heapBytes() + parts.reclaimer().heapBytes()
                + parts.sketch().heapBytes() + parts.mainShare().heapBytes();
        for (Index index : parts.indexes().all()) {
            if (index != null) {
                records += index.size();
                heap += index.heapBytes();
            }
        }
        boolean closed = parts.guard().isClosed();
        return new StoreFigures(capacity, closed ? 0 : usage.committed(), closed ? 0 : usage.live(), closed ? 0 : usage.dead(),
                closed ? 0 : usage.free(), closed ? 0 : usage.index(), closed ? 0 : parts.sketch().bytes(),
                heap, closed ? 0 : records,
                closed ? SegmentFigures.NONE : parts.segments().figures(), parts.counters().figures());
    }

    /** What the memory is accessed with: {@code foreign} or {@code unsafe}. */
    public String memoryAccess() {
        return parts.space().memory().name();
    }

    public boolean isClosed() {
        return parts.guard().isClosed();
    }

    StoreParts parts() {
        return parts;
    }

    /**
     * Closes every keyspace and gives the memory back before it returns. Operations under way end with
     * {@link StoreClosedException}. Idempotent; whoever calls it while another thread closes the store returns when that has finished.
     */
    @Override
    public void close() {
        closeParts(parts, background);
        keyspaces.clear();
    }

    /** Also for a store that nobody has any more. */
    static void closeParts(StoreParts parts, BackgroundReclaim background) {
        if (!parts.guard().close()) {
            parts.guard().awaitClosed();
            return;
        }
        try {
            if (background != null) {
                // It ends as soon as it looks.
                background.wake();
            }
            giveBack(parts);
        } finally {
            parts.guard().closed();
            parts.observer().closed();
        }
    }

    private static void giveBack(StoreParts parts) {
        parts.blocks().wakeAll();
        if (parts.guard().awaitEmpty(TimeSource.system(), CLOSE_NANOS)) {
            parts.space().close();
        } else {
            LOGGER.log(Level.ERROR, "Store {0}: a thread has not left the store for {1} s after it was closed; its memory is kept to"
                    + " be safe.", parts.name(), TimeUnit.NANOSECONDS.toSeconds(CLOSE_NANOS));
        }
    }
}
