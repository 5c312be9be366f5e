package org.varve.examples.hibernate;

import java.util.Locale;
import org.varve.examples.hibernate.load.RunFigures;
import org.varve.examples.hibernate.load.RunFigures.HitRatio;
import org.varve.store.StoreFigures;

/** The two runs side by side. */
record Report(RunFigures plain, RunFigures varve, StoreFigures store) {

    /** How many statements the database was spared: those without the cache to those with it. */
    double statementRatio() {
        return (double) plain.counts().statements() / varve.counts().statements();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        row(text, "", "without cache", "with Varve", "");
        row(text, "statements to the database", count(plain.counts().statements()), count(varve.counts().statements()),
                String.format(Locale.ROOT, "%.1f : 1", statementRatio()));
        row(text, "operations per second", count(plain.operationsPerSecond()), count(varve.operationsPerSecond()),
                String.format(Locale.ROOT, "x %.1f", varve.operationsPerSecond() / plain.operationsPerSecond()));
        row(text, "hits, entities/collections", "", percent(varve.counts().regions()), "");
        row(text, "hits, natural ids", "", percent(varve.counts().naturalIds()), "");
        row(text, "hits, queries", "", percent(varve.counts().queries()), "");
        row(text, "stale names", stale(plain), stale(varve), "");
        row(text, "heap used after collection", mebibytes(plain.heapBytes()), mebibytes(varve.heapBytes()), "");
        row(text, "records off-heap", "", count(store.records()), "");
        row(text, "live bytes off-heap", "", mebibytes(store.live()), "");
        row(text, "committed, of the budget", "", mebibytes(store.committed()), "of " + mebibytes(store.budget()));
        row(text, "evicted records", "", count(store.evictions()), "");
        return text.toString();
    }

    private static void row(StringBuilder text, String label, String plain, String varve, String remark) {
        text.append(String.format(Locale.ROOT, "  %-27s %18s %18s   %s", label, plain, varve, remark).stripTrailing())
                .append(System.lineSeparator());
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String percent(HitRatio ratio) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * ratio.value());
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
    }

    private static String stale(RunFigures figures) {
        return String.format(Locale.ROOT, "%d of %,d", figures.stale(), figures.updated());
    }
}
