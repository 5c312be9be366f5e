package org.varve.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Arrivals at a constant rate by a clock that is set, and what is told of distributions. */
class OpenLoopTest {
    private static final long MILLI = 1_000_000;

    private long now = 17;

    private OpenLoop loop(double perSecond) {
        return new OpenLoop(perSecond, () -> now, () -> now += 1_000);
    }

    /** The latencies in whole milliseconds. */
    private List<Long> run(double perSecond, long nanos, OpenLoop.Operation operation) {
        List<Long> latencies = new ArrayList<>();
        double served = loop(perSecond).run(nanos, operation, (number, latency) -> {
            assertEquals(latencies.size(), number);
            latencies.add(Math.round((double) latency / MILLI));
        });
        assertEquals(1, served);
        return latencies;
    }

    @Test
    void whoeverIsFastIsNotLate() {
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), run(1_000, 5 * MILLI, number -> now += 1_000));
    }

    @Test
    void thoseBehindASlowOneAreLateAsWell() {
        // Every millisecond one; the third takes 4.1 ms, so the next four wait for it, each a millisecond less.
        List<Long> latencies = run(1_000, 10 * MILLI, number -> now += number == 2 ? 4 * MILLI + 100_000 : 1_000);
        assertEquals(List.of(0L, 0L, 4L, 3L, 2L, 1L, 0L, 0L, 0L, 0L), latencies);
    }

    @Test
    void whoeverCannotKeepUpIsToldSo() {
        List<Long> latencies = new ArrayList<>();
        long start = now;
        // 100 arrive in 100 ms, each takes 10 ms: after 150 ms 15 or 16 were served, and the others have waited since they were due.
        double served = loop(1_000).run(100 * MILLI, number -> now += 10 * MILLI, (number, latency) -> latencies.add(latency / MILLI));
        assertEquals(0.16, served, 1e-9);
        assertEquals(100, latencies.size());
        assertEquals(10, latencies.get(0));
        assertEquals(160, (now - start) / MILLI);
        assertEquals(160 - 99, latencies.get(99));
    }

    @Test
    void aDistributionSurvivesTheWay() {
        Histogram histogram = Percentiles.empty();
        for (int i = 1; i <= 1_000; i++) {
            Percentiles.add(histogram, i * 1_000L);
        }
        Histogram back = Percentiles.decode(Percentiles.encode(histogram));
        assertEquals(histogram, back);
        Map<?, ?> told = Percentiles.told(List.of(back, histogram));
        assertEquals(500, (Double) ((Map<?, ?>) told.get("p50")).get("median"), 1);
        assertEquals(1_000, (Double) ((Map<?, ?>) told.get("max")).get("most"), 1);
        List<?> percentiles = (List<?>) Percentiles.curve(back).get("percentile");
        List<?> micros = (List<?>) Percentiles.curve(back).get("us");
        assertEquals(percentiles.size(), micros.size());
        for (int i = 1; i < micros.size(); i++) {
            assertTrue((Double) micros.get(i - 1) <= (Double) micros.get(i));
        }
        assertEquals(1_000, (Double) micros.get(micros.size() - 1), 1);
    }

    @Test
    void whatIsTooLongCountsAsTheLongest() {
        Histogram histogram = Percentiles.empty();
        Percentiles.add(histogram, Long.MAX_VALUE);
        Percentiles.add(histogram, -1);
        assertEquals(2, histogram.getTotalCount());
        assertTrue(histogram.getMaxValue() >= 600_000_000_000L);
    }
}
