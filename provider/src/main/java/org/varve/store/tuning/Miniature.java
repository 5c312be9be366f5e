package org.varve.store.tuning;

import java.util.Arrays;
import org.varve.store.policy.SlruLogPolicy;

/**
 * The eviction of {@link SlruLogPolicy} for a few keys: with the same streams, bits and scores, but key by key, since a segment would hold hardly any, and without
 * random admissions and what the owners of caches wish. For one thread at a time.
 */
final class Miniature {
    private static final byte ABSENT = 0;
    private static final byte WINDOW = 1;
    private static final byte PROBATION = 2;
    private static final byte PROTECTED = 3;
    private static final int STREAMS = 4;
    private static final short NONE = SampledKeys.NONE;

    private final double mainShare;
    private final SampledKeys keys;
    private final SmallSketch sketch;
    private final byte[] stream;
    private final boolean[] accessed;
    private final short[] older;
    private final short[] younger;
    private final short[] oldest = new short[STREAMS];
    private final short[] youngest = new short[STREAMS];
    private final long[] bytes = new long[STREAMS];
    private int entries;

    Miniature(double mainShare, SampledKeys keys, SmallSketch sketch) {
        this.mainShare = mainShare;
        this.keys = keys;
        this.sketch = sketch;
        stream = new byte[keys.slots()];
        accessed = new boolean[keys.slots()];
        older = new short[keys.slots()];
        younger = new short[keys.slots()];
        Arrays.fill(oldest, NONE);
        Arrays.fill(youngest, NONE);
    }

    int entries() {
        return entries;
    }

    boolean contains(int slot) {
        return stream[slot] != ABSENT;
    }

    /** It is there, and has been asked for or stored anew. */
    void use(int slot) {
        accessed[slot] = true;
    }

    /** It is not there, and is stored. */
    void insert(int slot) {
        keys.hold(slot);
        sketch.raise(keys.hash(slot));
        entries++;
        accessed[slot] = false;
        append(slot, WINDOW);
    }

    /** It is there, and goes. */
    void remove(int slot) {
        unlink(slot);
        stream[slot] = ABSENT;
        entries--;
        keys.drop(slot);
    }

    /** Evicts until no more than so many bytes are left; false if there was nothing to evict. */
    boolean fit(long capacity) {
        int before = entries;
        // Ends: a step evicts, or moves an entry to a stream that has room, and clears the bit of what becomes protected.
        while (entries > 0 && bytes[WINDOW] + bytes[PROBATION] + bytes[PROTECTED] > capacity) {
            step(capacity);
        }
        return entries < before;
    }

    private void step(long capacity) {
        double main = capacity * mainShare;
        int newcomer = oldest[WINDOW];
        int resident = oldest[PROBATION];
        if (bytes[PROTECTED] > main * SlruLogPolicy.PROTECTED_OF_MAIN) {
            move(oldest[PROTECTED], PROBATION);
        } else if (newcomer != NONE && bytes[PROBATION] + bytes[PROTECTED] + keys.size(newcomer) <= main) {
            // Not beyond its share: the next resident would have to go for that, whatever it is worth.
            move(newcomer, PROBATION);
        } else if (resident == NONE) {
            remove(newcomer != NONE ? newcomer : oldest[PROTECTED]);
        } else if (keys.isExpired(resident)) {
            remove(resident);
        } else if (accessed[resident]) {
            sketch.raise(keys.hash(resident));
            accessed[resident] = false;
            move(resident, PROTECTED);
        } else if (newcomer == NONE || bytes[WINDOW] < capacity - main) {
            // Main is over its share.
            remove(resident);
        } else {
            contest(newcomer, resident);
        }
    }

    private void contest(int newcomer, int resident) {
        if (accessed[newcomer]) {
            sketch.raise(keys.hash(newcomer));
            accessed[newcomer] = false;
        }
        boolean isAdmitted = !keys.isExpired(newcomer)
                && keys.score(newcomer, frequency(newcomer)) > keys.score(resident, SlruLogPolicy.frequencyOfResident(frequency(resident)));
        remove(isAdmitted ? resident : newcomer);
        move(isAdmitted ? newcomer : resident, PROBATION);
    }

    private int frequency(int slot) {
        return sketch.frequency(keys.hash(slot));
    }

    private void move(int slot, byte to) {
        unlink(slot);
        append(slot, to);
    }

    private void append(int slot, byte to) {
        short last = youngest[to];
        stream[slot] = to;
        bytes[to] += keys.size(slot);
        older[slot] = last;
        younger[slot] = NONE;
        youngest[to] = (short) slot;
        if (last == NONE) {
            oldest[to] = (short) slot;
        } else {
            younger[last] = (short) slot;
        }
    }

    private void unlink(int slot) {
        byte from = stream[slot];
        short before = older[slot];
        short after = younger[slot];
        bytes[from] -= keys.size(slot);
        if (before == NONE) {
            oldest[from] = after;
        } else {
            younger[before] = after;
        }
        if (after == NONE) {
            youngest[from] = before;
        } else {
            older[after] = before;
        }
    }

    /** Each stream's chain leads through its entries and nothing else, both ways, and the sums are right. */
    void verify(long capacity) {
        int found = 0;
        long total = 0;
        for (byte of = WINDOW; of < STREAMS; of++) {
            long sum = 0;
            short before = NONE;
            for (short slot = oldest[of]; slot != NONE; slot = younger[slot]) {
                require(stream[slot] == of && older[slot] == before && found++ < stream.length, "chain of stream " + of + " at slot " + slot);
                sum += keys.size(slot);
                before = slot;
            }
            require(youngest[of] == before && bytes[of] == sum, "end or sum of stream " + of);
            total += sum;
        }
        require(found == entries && (total <= capacity || entries == 0), entries + " entries, " + total + " bytes where " + capacity + " fit");
    }

    private static void require(boolean isRight, String what) {
        if (!isRight) {
            throw new AssertionError(what);
        }
    }
}
