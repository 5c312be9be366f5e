package org.varve.benchmarks.store;

import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Result;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Bytes that an entry costs beyond its key and value, everything included, in a store that has room. */
@Command(name = "overhead", description = "Bytes per entry beyond key and value, all included: Long keys, small values, no expiry.")
public final class OverheadCommand implements Callable<Integer> {
    private static final double BOUND = 22;
    /** Room for the overhead and for what is taken ahead. */
    private static final int GENEROUS = 64;
    private static final long ROOM = 128L << 20;

    @Mixin private CommonOptions common;

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 5_000_000;

    @Option(names = "--value", description = "Bytes of a value. Default: ${DEFAULT-VALUE}")
    private int valueBytes = 32;

    @Override
    public Integer call() {
        long budget = ROOM + (long) entries * (KeyKind.LONG.bytes() + valueBytes + GENEROUS);
        Result result = new Result("store overhead", common, System.out).with("entries", entries).with("value_bytes", valueBytes).with("budget_bytes", budget);
        try (Store store = Store.open(StoreOptions.of("overhead", budget, TimeSource.system()))) {
            Keyspace keyspace = store.openKeyspace("overhead", false);
            StoreClient client = new StoreClient(keyspace, KeyKind.LONG);
            for (long i = 0; i < entries; i++) {
                client.put(i, valueBytes);
            }
            LiveContent content = LiveContent.of(keyspace);
            StoreFigures figures = store.figures();
            if (content.entries() != entries) {
                throw new IllegalStateException(content.entries() + " of " + entries + " entries are there, although the store has room");
            }
            double n = entries;
            Accounts.addTo(result, figures);
            result.with("index_per_entry", figures.index() / n).with("record_header_per_entry", (figures.live() - content.payload()) / n)
                    .with("dead_per_entry", figures.dead() / n).with("heap_per_entry", figures.heap() / n)
                    .atMost("overhead_per_entry", (figures.committed() - figures.free() - content.payload()) / n, BOUND);
        }
        return result.finish();
    }
}
