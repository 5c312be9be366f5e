package org.varve.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.varve.benchmarks.Benchmarks;

/** What statistics cost can be measured in both ways. */
class StatisticsBenchmarkTest {
    @TempDir Path directory;

    @Test
    void jmhRunsWithStatisticsAndWithout() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(StatisticsBenchmark.class.getName()).forks(0).warmupIterations(0)
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(20)).param("entries", "2000").shouldFailOnError(true).build()).run();
        assertEquals(Set.of("false", "true"), results.stream().map(r -> r.getParams().getParam("statistics")).collect(Collectors.toSet()));
        results.forEach(r -> assertTrue(r.getPrimaryResult().getScore() > 0));
    }

    @Test
    void theCommandRuns() throws Exception {
        Path out = directory.resolve("out.json");
        assertEquals(0, Benchmarks.commandLine().execute("statistics", "--entries", "2000", "--rounds", "4", "--millis", "1", "--out", out.toString()));
        String json = Files.readString(out);
        assertTrue(json.contains("\"records\": 2000"), json);
        for (String figure : Set.of("uncounted_ns", "counted_ns", "cached_counted_per_uncounted", "counted_per_uncounted")) {
            Matcher value = Pattern.compile("\"" + figure + "\": ([0-9.]+)").matcher(json);
            assertTrue(value.find() && Double.parseDouble(value.group(1)) > 0, json);
        }
    }
}
