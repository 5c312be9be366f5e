package org.varve.store.policy;

/** What an entry is worth: the logarithm of its frequency less that of a power of its size, in steps of a sixteenth of a doubling. Entries within a step are worth the same. */
public final class Score {
    /** Of the lowest frequency, in steps. */
    public static final int LEAST = -16;

    /** Steps of a doubling: frequencies up to 17 are told apart at equal size. */
    private static final int STEPS = 16;
    /** Frequency with everything that is added to it; more is treated the same. */
    private static final int MAX_FREQUENCY = 63;
    /** By frequency: its logarithm in steps; 0 counts as a half. */
    private static final int[] FREQUENCY_STEPS = new int[MAX_FREQUENCY + 1];
    private static final int MANTISSA_BITS = 7;
    /** By the bits after a size's highest: the logarithm's fraction. */
    private static final float[] FRACTION = new float[1 << MANTISSA_BITS];

    static {
        for (int f = 0; f <= MAX_FREQUENCY; f++) {
            FREQUENCY_STEPS[f] = (int) Math.floor(STEPS * log2(Math.max(f, 0.5)));
        }
        for (int i = 0; i < FRACTION.length; i++) {
            FRACTION[i] = (float) log2(1 + (double) i / FRACTION.length);
        }
    }

    /** Of the highest frequency, in steps. */
    public static final int MOST = FREQUENCY_STEPS[MAX_FREQUENCY];

    private final float stepsPerSizeDoubling;

    /** @param sizeExponent the power of the size */
    public Score(double sizeExponent) {
        stepsPerSizeDoubling = (float) (STEPS * sizeExponent);
    }

    /** In steps. */
    public static int ofFrequency(int frequency) {
        return FREQUENCY_STEPS[Math.max(0, Math.min(MAX_FREQUENCY, frequency))];
    }

    /** What has to be taken off for the size, in steps. */
    public int ofSize(long size) {
        return (int) (stepsPerSizeDoubling * log2(size));
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    /** Binary logarithm, good to a hundredth. */
    private static float log2(long size) {
        int whole = 63 - Long.numberOfLeadingZeros(size | 1);
        return whole + FRACTION[(int) (size << 63 - whole << 1 >>> 64 - MANTISSA_BITS)];
    }
}
