package org.varve.benchmarks.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.CommandRun;

/** The command in small, with figures that can be true. */
class EncodingTest {
    @TempDir Path directory;

    @Test
    void command() throws IOException {
        CommandRun run = CommandRun.of(directory, "encoding", "--entries=500", "--rounds=1", "--millis=10", "--values=entry,bytes_100",
                "--peers=varve,ehcache_hand_written");
        // Fifteen columns: 50 bytes of fixed width and some text; and no stream of Java serialization without the names of the classes.
        run.assertBetween(100, 200, "entry_bytes_hand_written");
        run.assertBetween(500, 2_000, "entry_bytes_java_serialization");
        run.assertBetween(50, 2_000, "entry_bytes_varve");
        for (String cache : List.of("varve", "ehcache_hand_written")) {
            assertEquals(1, run.value("entry_" + cache + "_found"));
            run.assertBetween(100, 1e9, "entry_get_" + cache + "_ns");
            run.assertBetween(100, 1e9, "entry_put_" + cache + "_ns");
            run.assertBetween(-8, 1e5, "bytes_100_" + cache + "_get_allocated_beyond_value");
        }
        run.assertBetween(1e-3, 1e3, "entry_get_varve_per_ehcache_hand_written");
        run.assertBetween(1e-3, 1e3, "entry_put_varve_per_ehcache_hand_written");
    }
}
