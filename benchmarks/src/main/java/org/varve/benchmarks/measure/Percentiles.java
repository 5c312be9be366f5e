package org.varve.benchmarks.measure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Distributions of nanoseconds: made, sent to another process, and told in microseconds. */
public final class Percentiles {
    private static final long LONGEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int PER_HALVING = 5;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double[] TOLD = {50, 90, 99, 99.9, 99.99};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99_9", "p99_99"};

    private Percentiles() {
    }

    /** An empty one, for up to ten minutes, with three digits. */
    public static Histogram empty() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** Adds a time; one that is too long counts as the longest there can be. */
    public static void add(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(0, nanos), LONGEST_NANOS));
    }

    /** As text. */
    public static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What {@link #encode} has written. */
    public static Histogram decode(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }

    /** Median, 90, 99, 99.9, 99.99 percent and the longest in microseconds, each with the spread of the rounds. */
    public static Map<String, Object> told(List<Histogram> rounds) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (int i = 0; i < TOLD.length; i++) {
            double percentile = TOLD[i];
            told.put(NAMES[i], Spread.of(rounds.stream().map(round -> round.getValueAtPercentile(percentile) / NANOS_PER_MICRO).toList()));
        }
        told.put("max", Spread.of(rounds.stream().map(round -> round.getMaxValue() / NANOS_PER_MICRO).toList()));
        return told;
    }

    /** The whole distribution as points, denser towards 100 percent. */
    public static Map<String, Object> curve(Histogram histogram) {
        List<Double> percentiles = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (HistogramIterationValue value : histogram.percentiles(PER_HALVING)) {
            percentiles.add(value.getPercentileLevelIteratedTo());
            micros.add(value.getValueIteratedTo() / NANOS_PER_MICRO);
        }
        Map<String, Object> curve = new LinkedHashMap<>();
        curve.put("percentile", percentiles);
        curve.put("us", micros);
        return curve;
    }
}
