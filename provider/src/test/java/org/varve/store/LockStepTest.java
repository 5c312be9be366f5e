package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.varve.store.segment.Geometry;

/**
 * Random operations on several keyspaces of a tiny store, each compared with a plain map, the store verified again and again.
 * {@code -Dvarve.lockstep.ops} sets the number of operations per geometry.
 */
class LockStepTest {
    private static final int OPS = Integer.getInteger("varve.lockstep.ops", 250_000);
    private static final int VERIFY_EVERY = 500;
    private static final int PHASE = 3000;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Seed seed = new Seed();
    private final Random random = seed.random();
    /** Indexes grow in one phase and shrink in the next. */
    private boolean emptying;

    /** Keys of many lengths, some longer than a block. */
    private final class Canonical implements ModelKeyspace.Encoding {
        private final int longest;

        Canonical(int longest) {
            this.longest = longest;
        }

        @Override
        public StoreKey encode(int key) {
            byte[] encoded = new byte[1 + (key * 31 % 7 == 0 ? longest * (key % 5) / 4 : key % 20)];
            encoded[0] = (byte) key;
            return Mappings.key(encoded);
        }

        @Override
        public int decode(byte[] encoded) {
            return encoded[0] & 0xff;
        }
    }

    /** Equality ignores case, encodings do not, and four keys at a time have the same hash code. */
    private final class IgnoringCase implements ModelKeyspace.Encoding {
        @Override
        public StoreKey encode(int key) {
            String text = "key-" + key;
            return Mappings.ignoringCase(random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT), key / 4);
        }

        @Override
        public int decode(byte[] encoded) {
            return Integer.parseInt(new String(encoded, StandardCharsets.UTF_8).substring(4));
        }
    }

    @ParameterizedTest(name = "blocks of 2^{0} bytes: {1}, of a segment: {2}, reserve {3}, heads {4}, {5} keys")
    @CsvSource({"10, 40, 2, 2, 1, 40", "10, 64, 4, 4, 2, 64", "11, 32, 1, 1, 1, 24", "12, 32, 4, 4, 2, 160", "10, 256, 4, 4, 2, 250"})
    void everyAnswerIsThatOfAPlainMap(int blockShift, int blockCount, int segmentBlocks, int reserve, int heads, int keys) {
        Store store = stores.open(new Geometry(blockShift, blockCount, blockShift + 3, segmentBlocks, reserve, heads));
        List<ModelKeyspace> models = new ArrayList<>();
        models.add(new ModelKeyspace(store.openKeyspace("plain", false), stores.time(), false, new Canonical(2 << blockShift)));
        models.add(new ModelKeyspace(store.openKeyspace("expirable", true), stores.time(), true, new Canonical(100)));
        models.add(new ModelKeyspace(store.openKeyspace("ignoring case", true), stores.time(), true, new IgnoringCase()));
        // One thread: between two operations no access is under way.
        IndexMaintenance maintenance = new IndexMaintenance(store, () -> true);
        int done = 0;
        try {
            for (; done < OPS; done++) {
                emptying = done / PHASE % 2 == 1;
                if (random.nextInt(200) == 0) {
                    maintenance.step(random);
                }
                if (random.nextInt(200) == 0) {
                    work(store, random.nextInt(40));
                    // Before an operation brings back what was evicted, or clears what it was evicted from.
                    models.forEach(model -> model.compareAll(true));
                }
                int which = random.nextInt(models.size());
                operate(models.get(which), which > 0, random.nextInt(keys), blockShift, (int) store.parts().geometry().maxRecord());
                boolean all = random.nextInt(100) == 0;
                models.forEach(model -> model.compareAll(all));
                if (done % VERIFY_EVERY == 0) {
                    StoreVerifier.verify(store);
                }
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError("operation " + done + seed, e);
        }
        assertTrue(keys < 200 || maintenance.moved() > 0 && maintenance.released() > 0, "this should be about index memory, too" + seed);
        assertTrue(keys < 200 || store.parts().counters().sweeps() > 0, "and about what expires together" + seed);
    }

    /** As the background thread would. */
    private static void work(Store store, int most) {
        for (int left = most; left > 0 && store.parts().reclaimer().work(); left--) {
            store.parts().reclaimer().nextWork(0);
        }
    }

    private void operate(ModelKeyspace model, boolean expirable, int key, int blockShift, int tooLarge) {
        long ifCreated = expirable ? expiry() : Expiry.ETERNAL;
        long ifUpdated = expirable ? random.nextInt(3) == 0 ? Expiry.KEEP : expiry() : Expiry.ETERNAL;
        int choice = random.nextInt(100);
        if (choice < 30) {
            model.get(key);
        } else if (choice < 35) {
            model.contains(key);
        } else if (choice < 70 && emptying && random.nextInt(4) != 0) {
            model.remove(key);
        } else if (choice < 70) {
            model.put(key, value(blockShift), ifCreated, ifUpdated);
        } else if (choice < 80) {
            model.remove(key);
        } else if (choice < 90) {
            model.exchange(key, value(blockShift), ifCreated, random.nextBoolean());
        } else if (choice < 95 && expirable) {
            if (random.nextInt(4) == 0) {
                model.touchInVain(key, ifCreated);
            } else {
                model.touch(key, ifCreated);
            }
        } else if (choice < 98) {
            stores.time().advance(random.nextInt(20));
        } else if (random.nextInt(10) == 0) {
            model.clear();
        } else if (random.nextInt(100) == 0) {
            model.putTooLarge(key, new byte[tooLarge]);
        }
    }

    private long expiry() {
        int choice = random.nextInt(10);
        return choice < 3 ? Expiry.ETERNAL : stores.time().millis() + random.nextInt(choice == 3 ? 1 : 300);
    }

    /** Mostly short, sometimes empty, sometimes of up to three blocks. */
    private byte[] value(int blockShift) {
        int choice = random.nextInt(10);
        // A third of the lengths are few, so that updates find records of the same shape.
        byte[] value = new byte[choice == 0 ? 0 : choice < 4 ? 30 : choice < 8 ? random.nextInt(60) : random.nextInt((choice == 8 ? 1 : 3) << blockShift)];
        random.nextBytes(value);
        return value;
    }
}
