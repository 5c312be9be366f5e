package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.varve.store.segment.Geometry;

/**
 * Threads that read, write, remove, clear, look-and-write and iterate over a tiny store at the same time, while its background thread reclaims. A value
 * says which key and version it is and is filled with bytes that follow from both: a torn value, one of another key, and one older than what had
 * been written before the read began are found out. {@code -Dvarve.stress.ops} sets the number of operations per geometry.
 */
class StressTest {
    private static final int OPS = Integer.getInteger("varve.stress.ops", 400_000);
    private static final int WRITERS = 2;
    private static final int PREFIX = 12;
    private static final int PHASES = 40;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Seed seed = new Seed();

    /** One keyspace, and what is known about each of its keys. */
    static final class Checked {
        private final Keyspace keyspace;
        private final boolean expirable;
        private final int keys;
        /** The version that was put or removed last, once that has returned. */
        private final AtomicLongArray completed;
        /** The oldest version that may still be seen: later than what a finished clear or remove has met. */
        private final AtomicLongArray oldest;
        private final AtomicLongArray next;

        Checked(Keyspace keyspace, boolean expirable, int keys) {
            this.keyspace = keyspace;
            this.expirable = expirable;
            this.keys = keys;
            this.completed = new AtomicLongArray(keys);
            this.oldest = new AtomicLongArray(keys);
            this.next = new AtomicLongArray(keys);
        }

        static StoreKey encode(int key, StoreKey into) {
            byte[] bytes = ByteBuffer.allocate(4 + key % 5 + (key % 17 == 0 ? 700 : 0)).putInt(key).array();
            if (key % 3 == 0) {
                into.setComparable(bytes, bytes.length, key / 6, stored -> ByteBuffer.wrap(stored).getInt() == key);
            } else {
                into.setCanonical(bytes, bytes.length);
            }
            return into;
        }

        static byte[] value(int key, long version, int length) {
            byte[] value = new byte[Math.max(PREFIX, length)];
            ByteBuffer.wrap(value).putInt(key).putLong(version);
            for (int i = PREFIX; i < value.length; i++) {
                value[i] = filler(key, version, i);
            }
            return value;
        }

        private static byte filler(int key, long version, int at) {
            return (byte) (key * 31 + version * 7 + at);
        }

        static long check(int key, ValueBuffer buffer) {
            ByteBuffer value = ByteBuffer.wrap(buffer.bytes(), 0, buffer.length());
            assertEquals(key, value.getInt(), "the value of another key");
            long version = value.getLong();
            for (int i = PREFIX; i < buffer.length(); i++) {
                if (buffer.bytes()[i] != filler(key, version, i)) {
                    throw new AssertionError("byte " + i + " of " + buffer.length() + " of key " + key + " version " + version + " is torn");
                }
            }
            return version;
        }

        void read(int key, StoreKey storeKey, ValueBuffer buffer) {
            long least = Math.max(completed.get(key), oldest.get(key));
            if (keyspace.get(encode(key, storeKey), buffer) == Presence.LIVE) {
                long version = check(key, buffer);
                assertTrue(version >= least, () -> "read version " + version + " of key " + key + " after " + least + " was written");
            }
        }

        /** Only one thread may write a key in this way. */
        void write(int key, StoreKey storeKey, int length) {
            long version = next.incrementAndGet(key);
            byte[] value = value(key, version, length);
            keyspace.put(encode(key, storeKey), value, 0, value.length, Expiry.ETERNAL, Expiry.ETERNAL);
            completed.set(key, version);
        }

        void remove(int key, StoreKey storeKey) {
            long version = next.incrementAndGet(key);
            keyspace.remove(encode(key, storeKey));
            completed.set(key, version);
        }

        /** Any thread: moves the version on by one. */
        void exchange(int key, StoreKey storeKey, ValueBuffer buffer, int length) {
            try (LockedKey locked = keyspace.lock(encode(key, storeKey))) {
                long last = completed.get(key);
                if (locked.get(buffer) == Presence.LIVE) {
                    assertEquals(last, check(key, buffer), "somebody wrote between look and write");
                }
                long version = next.incrementAndGet(key);
                byte[] value = value(key, version, length);
                locked.put(value, 0, value.length, Expiry.ETERNAL, Expiry.KEEP);
                completed.set(key, version);
            }
        }

        void touch(int key, StoreKey storeKey, SplittableRandom random) {
            if (expirable) {
                keyspace.touch(encode(key, storeKey), random.nextBoolean() ? Expiry.ETERNAL : Expiry.ETERNAL - 1, Expiry.ETERNAL - random.nextInt(2));
            }
        }

        void clear() {
            long[] before = new long[keys];
            for (int key = 0; key < keys; key++) {
                before[key] = completed.get(key);
            }
            keyspace.clear();
            for (int key = 0; key < keys; key++) {
                oldest.accumulateAndGet(key, before[key] + 1, Math::max);
            }
        }

        void iterate() {
            BitSet met = new BitSet();
            KeyCursor cursor = keyspace.keys();
            for (byte[] bytes = cursor.next(); bytes != null; bytes = cursor.next()) {
                int key = ByteBuffer.wrap(bytes).getInt();
                assertTrue(key >= 0 && key < keys, () -> "met key " + key);
                met.set(key);
            }
        }
    }

    /** Keys from 0 to {@code half} have one writer each; the others are written by anybody, under their lock. */
    static void operate(Checked checked, int writer, SplittableRandom random, StoreKey key, ValueBuffer buffer, AtomicLong clears,
            boolean emptying) {
        int half = checked.keys / 2;
        int own = random.nextInt(half / WRITERS) * WRITERS + writer % WRITERS;
        int shared = half + random.nextInt(checked.keys - half);
        int choice = random.nextInt(100);
        boolean writes = writer < WRITERS;
        if (choice < 50 || !writes && choice < 70) {
            checked.read(random.nextInt(checked.keys), key, buffer);
        } else if (choice < 85 && writes && emptying) {
            checked.remove(own, key);
        } else if (choice < 85 && writes) {
            checked.write(own, key, length(random));
        } else if (choice < 88 && writes) {
            checked.remove(own, key);
        } else if (choice < 97) {
            checked.exchange(shared, key, buffer, length(random));
        } else if (choice < 99) {
            checked.touch(random.nextInt(checked.keys), key, random);
        } else if (random.nextInt(20) == 0) {
            if (random.nextInt(10) == 0) {
                clears.incrementAndGet();
                checked.clear();
            } else {
                checked.iterate();
            }
        }
    }

    private static int length(SplittableRandom random) {
        int choice = random.nextInt(20);
        return choice == 0 ? random.nextInt(9000) : choice < 4 ? random.nextInt(2000) : random.nextInt(100);
    }

    @ParameterizedTest(name = "blocks of 2^{0} bytes: {1}, of a segment: {2}, reserve {3}, heads {4}, {5} keys, {6} reclaiming threads")
    @CsvSource({"11, 48, 2, 2, 1, 60, 1", "12, 48, 4, 4, 2, 200, 2", "10, 256, 4, 4, 4, 1000, 1", "10, 1100, 16, 6, 4, 3000, 3"})
    void everyReadIsWholeAndRecent(int blockShift, int blockCount, int segmentBlocks, int reserve, int heads, int keys, int threads)
            throws Exception {
        CheckedMemory memory = new CheckedMemory();
        StoreOptions options = StoreOptions.of("stress", StoreOptions.MIN_CAPACITY, TimeSource.system()).withReclaimThreads(threads);
        Store store = stores.open(options, new Geometry(blockShift, blockCount, blockShift + 3, segmentBlocks, reserve, heads), memory);
        store.startReclaiming(threads);
        Checked[] all = {new Checked(store.openKeyspace("plain", false), false, keys), new Checked(store.openKeyspace("expirable", true), true, keys)};
        Crew crew = new Crew();
        AtomicLong left = new AtomicLong(OPS);
        AtomicLong clears = new AtomicLong();
        Random seeds = seed.random();
        for (int i = 0; i < 4; i++) {
            int writer = i;
            SplittableRandom random = new SplittableRandom(seeds.nextLong());
            crew.add("stress " + i, () -> {
                StoreKey key = new StoreKey();
                ValueBuffer buffer = new ValueBuffer();
                while (left.getAndDecrement() > 0 && !crew.isStopped()) {
                    operate(all[random.nextInt(all.length)], writer, random, key, buffer, clears, left.get() / (OPS / PHASES) % 2 == 1);
                }
            });
        }
        crew.run();
        stores.verify();
        assertTrue(store.figures().evictions() > 100, "this should be about eviction, too: " + store.figures());
        assertTrue(clears.get() > 0, "and about clearing" + seed);
        StoreKey key = new StoreKey();
        ValueBuffer buffer = new ValueBuffer();
        for (Checked checked : all) {
            for (int each = 0; each < keys; each++) {
                checked.read(each, key, buffer);
            }
        }
    }

    /** Nothing is evicted here, so nothing may be lost. */
    @Test
    void compoundOperationsLoseNoUpdate() throws Exception {
        Store store = stores.open(new Geometry(12, 256, 16, 4, 4, 2), new CheckedMemory(), TimeSource.system());
        store.startReclaiming(1);
        Keyspace keyspace = store.openKeyspace("counters", false);
        int keys = 8;
        int threads = 4;
        int perThread = OPS / 20;
        AtomicLong plainPuts = new AtomicLong();
        Crew crew = new Crew();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            crew.add("counter " + i, () -> {
                StoreKey key = new StoreKey();
                ValueBuffer buffer = new ValueBuffer();
                for (int n = 0; n < perThread && !crew.isStopped(); n++) {
                    try (LockedKey locked = keyspace.lock(Checked.encode((n + thread) % keys, key))) {
                        long count = locked.get(buffer) == Presence.LIVE ? ByteBuffer.wrap(buffer.bytes()).getLong() : 0;
                        byte[] value = ByteBuffer.allocate(8 + n % 100).putLong(count + 1).array();
                        locked.put(value, 0, value.length, Expiry.ETERNAL, Expiry.ETERNAL);
                    }
                    // Simple writers of other keys that share counters with these must not be held up for ever, nor disturb.
                    Mappings.put(keyspace, Mappings.key("other" + n % 50), new byte[10 + n / 50 % 2]);
                    plainPuts.incrementAndGet();
                }
            });
        }
        crew.run();
        assertEquals(0, keyspace.evictions());
        long sum = 0;
        for (int key = 0; key < keys; key++) {
            sum += ByteBuffer.wrap(Mappings.get(keyspace, Checked.encode(key, new StoreKey()))).getLong();
        }
        assertEquals(plainPuts.get(), sum);
    }
}
