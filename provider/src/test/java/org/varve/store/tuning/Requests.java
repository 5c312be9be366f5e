package org.varve.store.tuning;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.LongUnaryOperator;

/** Ways of asking for keys, by number. */
public final class Requests {
    private Requests() {
    }

    /** A hash for a key's number. */
    static long hash(long number) {
        long x = (number + 1) * 0x9E37_79B9_7F4A_7C15L;
        x = (x ^ x >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        x = (x ^ x >>> 27) * 0x94D0_49BB_1331_11EBL;
        return x ^ x >>> 31;
    }

    /** New keys all the time, each asked for again some times before so many others have come, and never afterwards. */
    public static void recent(long seed, int count, int within, IntConsumer ask) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            boolean isNew = random.nextInt(4) == 0;
            ask.accept(isNew ? i : Math.max(0, i - random.nextInt(within)) / 4 * 4);
        }
    }

    /** The same keys over and over. */
    public static void loop(int count, int keys, IntConsumer ask) {
        for (int i = 0; i < count; i++) {
            ask.accept(i % keys);
        }
    }

    /** A cache that stores what it was asked for and did not have, as far as the sample is concerned. */
    static IntConsumer getOrPut(MainShare share, LongUnaryOperator sizes) {
        return number -> {
            long hash = hash(number);
            if (share.isSampled(hash)) {
                share.requested(hash, 1, 0, Long.MAX_VALUE, 0);
                share.stored(hash, 1, sizes.applyAsLong(number), Long.MAX_VALUE, 0);
            }
        };
    }
}
