package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Latencies of gets: the whole distribution of each cache, and the usual percentiles as a table. */
final class LatencyFigures {
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99_9", "p99_99", "max");
    private static final List<String> HEAD = List.of("cache", "operations per second", "served, %", "hits, %", "50 %, µs", "90 %", "99 %", "99.9 %", "99.99 %", "longest");

    private LatencyFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<String> peers = new ArrayList<>();
        List<LinePanels.Series> series = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        int nines = 3;
        for (String peer : file.peers()) {
            for (String row : file.rows("peer", peer)) {
                List<Double> percentiles = file.numbers(row + "/get_curve/percentile");
                List<Double> micros = file.numbers(row + "/get_curve/us");
                if (percentiles.isEmpty()) {
                    continue;
                }
                peers.add(peer);
                List<double[]> points = new ArrayList<>();
                for (int i = 0; i < percentiles.size() && percentiles.get(i) < 100; i++) {
                    points.add(new double[] {percentiles.get(i), Math.max(0.01, micros.get(i))});
                    least = Math.min(least, points.get(i)[1]);
                    most = Math.max(most, points.get(i)[1]);
                    nines = Math.max(nines, (int) Math.ceil(-Math.log10(1 - percentiles.get(i) / 100)));
                }
                series.add(new LinePanels.Series(peer, points));
                table.add(cells(file, peer, row));
            }
        }
        if (series.isEmpty()) {
            return List.of();
        }
        String title = "Latency of gets at a constant rate, while entries are evicted";
        LinePanels.Panel panel = new LinePanels.Panel("", Scale.percentiles(nines), "percentile", Scale.log(least, most),
                "microseconds from when the get was due", false, series);
        String caption = "Requests arrive at a constant rate, the same for all unless the table says otherwise; each is counted from when it was due, so waiting"
                + " behind a slow one counts. " + Figure.number(file, "figures/puts_percent", 1) + " % are puts, most of which evict: the cache holds "
                + Figure.number(file, "figures/capacity_bytes", 1 << 20) + " MiB, keys are " + Figure.number(file, "figures/keys", 1)
                + ". The line is all rounds together, the table their median and spread. What the line without a cache shows, the machine did.";
        return List.of(new Figure(file.base(), title, caption, new LinePanels(title, peers, List.of(panel)).draw(), new Figure.Table(HEAD, table), file));
    }

    private static List<String> cells(ResultFile file, String peer, String row) {
        List<String> cells = new ArrayList<>(List.of(Figure.name(peer), Figure.number(file, row + "/rate_per_s", 1), Figure.cell(file, row + "/served_percent", 1),
                Figure.cell(file, row + "/hit_percent", 1)));
        for (String percentile : PERCENTILES) {
            cells.add(Figure.cell(file, row + "/get_us/" + percentile, 1));
        }
        return cells;
    }
}
