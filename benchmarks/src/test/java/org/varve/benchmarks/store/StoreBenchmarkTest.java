package org.varve.benchmarks.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** JMH finds all benchmarks, and they run on two threads. */
class StoreBenchmarkTest {
    @Test
    void allRun() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(StoreBenchmark.class.getName()).forks(0).threads(2).warmupIterations(0)
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(20)).param("entries", "2000").param("valueBytes", "100")
                .shouldFailOnError(true).build()).run();
        assertEquals(Set.of("get", "getReused", "bareGet", "put", "mixed95", "mixed50"),
                results.stream().map(r -> r.getPrimaryResult().getLabel()).collect(Collectors.toSet()));
        results.forEach(r -> assertTrue(r.getPrimaryResult().getScore() > 0, () -> r.getPrimaryResult().getLabel()));
    }
}
