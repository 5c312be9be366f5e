package org.varve.store.policy;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.varve.store.segment.Stream;

/**
 * Segmented LRU over a log: a window of new records, and a main part whose used records are protected from those on probation. What leaves the window
 * competes with what leaves probation by frequency per byte, as in TinyLFU (Einziger, Friedman, Manes, "TinyLFU: A Highly Efficient Cache Admission
 * Policy", ToS 2017), but a segment at a time and decided while compacting.
 */
public final class SlruLogPolicy implements EvictionPolicy {
    /*
     * Shares. Main (probation and protected) may have a part of the capacity that may change (89 % at first), the window has the rest, a tenth of which at
     * first is its open heads. As long as main has less, window segments go over without a contest: at first the whole cache is window, until it is about to be full. A contest takes a
     * segment of either and puts one
     * back, so main stays as large as it is; when it is larger than its share (half-filled segments), the contest's room is cut by the excess, otherwise
     * the window would never regain its share; by half of the room at most, so that a slice of a contest is not lost altogether. It must lack an eighth of
     * a contest's room before a segment goes over: whole records hardly ever fill the room, and otherwise there would be no rest: a record too few, a segment
     * unchallenged, some records too many, and again. Protected may have 80 % of main.
     *
     * Score. log2(frequency) - exponent * log2(size), in sixteenths: frequencies up to 17 are told apart at equal size, since log2(17/16) > 1/16. Within
     * a class what is on probation comes first. A histogram of bytes per class gives the class where the room ends; everything above it stays,
     * nothing below it, and in it whatever fits, first come first served: nothing is sorted. In a store, others raise frequencies and set accessed bits
     * between the two rounds, so what is kept is added up once more: it exceeds the room only if what was used alone does.
     * Where a large record does not fit, room is left over: main then is under its share, and once enough is missing a window segment goes over unchallenged.
     *
     * Guard. Who knows a cache's keys can raise the frequency of some until no newcomer is ever admitted. So one in 128 frequent newcomers comes first
     * whatever its score, as in Caffeine. The same random sequence is gone through in both rounds.
     */
    /** The part of main that may be protected. */
    public static final double PROTECTED_OF_MAIN = 0.8;

    /** Binary logarithms of record sizes are below this. */
    private static final int MAX_SIZE_LOG = 40;
    /** Greatest exponent that makes sense: more would prefer small records whatever their use. */
    private static final double MAX_EXPONENT = 2;

    /** What main lacks before a window segment goes over unchallenged, as a part of a contest's room: whole records hardly ever fill it exactly. */
    private static final int LEAST_LACK = 8;

    private static final int GUARD_FREQUENCY = 6;
    private static final int GUARD_ONE_IN = 128;

    private final DoubleSupplier mainShare;
    private final Score score;
    /** What makes the lowest class 0. */
    private final int offset;
    private final long[] bytesOfClass;
    private final int favouredClass;
    /** Of main over its share; negative below it. */
    private long excess;
    /** How much may stay in a contest, as of the last one. */
    private long contestRoom;
    private long protectedNow;
    private int cutOff;
    /** What may still be kept in the class of the cut-off, and altogether apart from {@link #protectedNow}. */
    private long roomAtCutOff;
    private long room;
    private long considerRandom;
    private long verdictRandom;

    /**
     * @param sizeExponent how much size counts against a record: 1 for the best object hit ratio (frequency per byte), 0 for frequency alone, which
     *                     is nearer to the best byte hit ratio; at most 2
     * @param mainShare    asked before each step: main's part of the capacity, between 0 and 1
     * @param seed         of the random admissions
     */
    public SlruLogPolicy(double sizeExponent, DoubleSupplier mainShare, long seed) {
        if (!(sizeExponent >= 0 && sizeExponent <= MAX_EXPONENT)) {
            throw new IllegalArgumentException("size exponent must be from 0 to " + MAX_EXPONENT + ": " + sizeExponent);
        }
        this.mainShare = mainShare;
        score = new Score(sizeExponent);
        offset = score.ofSize((1L << MAX_SIZE_LOG) - 1) + 1 - Score.LEAST;
        favouredClass = 2 * (offset + Score.MOST + 1);
        bytesOfClass = new long[favouredClass + 1];
        considerRandom = nextRandom(seed);
        verdictRandom = considerRandom;
    }

    @Override
    public Step next(long window, long probation, long protectedBytes, long capacity, long doubt) {
        double main = capacity * mainShare.getAsDouble();
        long off = probation + protectedBytes - (long) main;
        excess = Math.max(0, off - doubt) + Math.min(0, off + doubt);
        if (protectedBytes - doubt > (long) (main * PROTECTED_OF_MAIN)) {
            return Step.DEMOTE;
        }
        return excess < 0 && -excess >= contestRoom / LEAST_LACK && window > 0 ? Step.PROMOTE : Step.CONTEST;
    }

    @Override
    public void begin() {
        protectedNow = 0;
        Arrays.fill(bytesOfClass, 0);
    }

    @Override
    public void consider(Stream from, boolean accessed, int frequency, long size, int bias) {
        if (isProtected(from, accessed)) {
            protectedNow += size;
        } else {
            considerRandom = isGuarded(from, frequency) ? nextRandom(considerRandom) : considerRandom;
            bytesOfClass[classOf(from, frequency, size, bias, considerRandom)] += size;
        }
    }

    @Override
    public void settle(long bytes) {
        contestRoom = bytes;
        // Not at the cost of what is favoured.
        long cut = Math.max(0, Math.min(excess, Math.min(bytes / 2, bytes - protectedNow - bytesOfClass[favouredClass])));
        excess -= cut;
        room = bytes - cut - protectedNow;
        long left = room;
        int at = favouredClass;
        while (at >= 0 && bytesOfClass[at] <= left) {
            left -= bytesOfClass[at--];
        }
        cutOff = at;
        roomAtCutOff = left;
    }

    @Override
    public Verdict verdict(Stream from, boolean accessed, int frequency, long size, int bias) {
        if (isProtected(from, accessed)) {
            protectedNow -= size;
            room += Math.min(0, protectedNow);
            protectedNow = Math.max(0, protectedNow);
            return Verdict.PROTECT;
        }
        verdictRandom = isGuarded(from, frequency) ? nextRandom(verdictRandom) : verdictRandom;
        int its = classOf(from, frequency, size, bias, verdictRandom);
        if (its < cutOff || size > room || its == cutOff && size > roomAtCutOff) {
            return Verdict.EVICT;
        }
        roomAtCutOff -= its == cutOff ? size : 0;
        room -= size;
        return Verdict.PROBATION;
    }

    private static boolean isProtected(Stream from, boolean accessed) {
        return accessed && from != Stream.WINDOW;
    }

    /** What a frequency counts for where the entry has been admitted before. */
    public static int frequencyOfResident(int frequency) {
        return frequency >= 2 ? frequency + 1 : frequency;
    }

    private static boolean isGuarded(Stream from, int frequency) {
        return from == Stream.WINDOW && frequency >= GUARD_FREQUENCY;
    }

    private int classOf(Stream from, int frequency, long size, int bias, long random) {
        if (bias >= FAVOURED || isGuarded(from, frequency) && (random >>> 32) % GUARD_ONE_IN == 0) {
            return favouredClass;
        }
        if (bias <= -FAVOURED) {
            return 0;
        }
        boolean resident = from != Stream.WINDOW;
        int its = offset + Score.ofFrequency((resident ? frequencyOfResident(frequency) : frequency) + bias) - score.ofSize(size);
        return 2 * Math.max(0, its) + (resident ? 1 : 0);
    }

    /** The mixing function of Steele, Lea and Flood's SplitMix64, "Fast splittable pseudorandom number generators" (OOPSLA 2014), over and over. */
    private static long nextRandom(long x) {
        long y = x + 0x9E37_79B9_7F4A_7C15L;
        y = (y ^ y >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        y = (y ^ y >>> 27) * 0x94D0_49BB_1331_11EBL;
        return y ^ y >>> 31;
    }
}
