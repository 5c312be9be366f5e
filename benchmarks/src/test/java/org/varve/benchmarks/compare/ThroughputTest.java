package org.varve.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.CommandRun;
import org.varve.benchmarks.peers.PeerKind;

/** Every cache is filled, holds what was put and is measured; one that does not start is told as such. */
class ThroughputTest {
    /** The newest JDK on which all peers have been seen to start. */
    private static final int NEWEST_JDK = 25;

    @TempDir Path directory;

    @Test
    void everyPeerIsMeasuredOrReported() throws IOException {
        CommandRun run = CommandRun.of(directory, "throughput", "--entries=500", "--rounds=2", "--millis=5", "--warm-up=5", "--values=bytes_100", "--mixes=mixed_50",
                "--threads=2");
        for (PeerKind peer : PeerKind.all()) {
            if (Runtime.version().feature() > NEWEST_JDK && run.rows(peer.label()).get(0).containsKey("failed")) {
                continue;
            }
            assertEquals(1, run.value("bytes_100_" + peer.label() + "_found"), peer.label());
            Map<?, ?> row = run.row(peer.label());
            CommandRun.assertBetween(10, 1e9, row, "per_s/least");
            CommandRun.assertBetween(1e-4, 1e4, row, "per_baseline/median");
            assertEquals("mixed_50", row.get("mix"));
        }
        CommandRun.assertBetween(10, 1e9, run.row("bare"), "per_s/least");
        assertEquals(1, run.value("bytes_100_bare_found"));
        for (String cache : List.of("varve", "ehcache", "ohc_linked", "ohc_chunked", "bare")) {
            assertEquals(1, run.value("bytes_100_" + cache + "_found_in_the_end"), cache);
        }
        CommandRun.assertBetween(1, 1, run.row("ehcache"), "per_baseline/most");
        run.assertBetween(1e-3, 1e3, "bytes_100_mixed_50_2_varve_per_ehcache");
        run.assertBetween(0, 6, "bytes_100_mixed_50_2_peers_ahead_of_varve");
        run.assertBetween(100, 10_000, "bytes_100_varve_get_allocated");
        run.assertBetween(100, 10_000, "bytes_100_infinispan_get_allocated");
        run.assertBetween(-1, 10_000, "bytes_100_varve_put_allocated_beyond_copy");
    }

    @Test
    void aPeerThatDoesNotStartIsReported() throws IOException {
        CommandRun run = CommandRun.of(directory, "throughput", "--entries=500", "--rounds=1", "--millis=5", "--warm-up=5", "--values=bytes_100", "--peers=ohc_linked",
                "--flag=-XX:NoSuchFlag");
        assertTrue(String.valueOf(run.rows("ohc_linked").get(0).get("failed")).contains("NoSuchFlag"));
        assertEquals(1, run.rows("ohc_linked").size());
    }
}
