package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Operations per second: a figure for each kind of values, a panel for each mix and number of threads. */
final class ThroughputFigures {
    private static final double MILLION = 1e6;
    private static final int COLUMNS = 3;

    private ThroughputFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<Figure> figures = new ArrayList<>();
        for (String values : file.distinct("values")) {
            figures.add(figure(file, values));
        }
        return figures;
    }

    private static Figure figure(ResultFile file, String values) {
        List<String> peers = file.peers();
        List<BarPanels.Panel> panels = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (String threads : file.distinct("threads")) {
            for (String mix : file.distinct("mix")) {
                List<BarPanels.Bar> bars = new ArrayList<>();
                for (String peer : peers) {
                    List<String> rows = file.rows("values", values, "mix", mix, "threads", threads, "peer", peer);
                    bars.add(rows.isEmpty() ? BarPanels.Bar.none("not measured") : BarPanels.Bar.of(file, rows.get(0) + "/per_s", MILLION));
                    if (!rows.isEmpty()) {
                        table.add(List.of(label(Words.mix(mix) + ", " + Words.threads(threads)), Figure.name(peer), Figure.cell(file, rows.get(0) + "/per_s", MILLION),
                                Figure.cell(file, rows.get(0) + "/per_baseline", 1)));
                    }
                }
                panels.add(new BarPanels.Panel(Words.mix(mix) + ", " + Words.threads(threads), "million operations per second", bars));
            }
        }
        String title = "Throughput, " + Words.values(values);
        String caption = "All entries are in the cache (" + Figure.number(file, "figures/" + values + "_entries", 1) + " of them), keys of twelve characters, requests"
                + " by Zipf's law. Caches take turns; bars are the median of " + Figure.number(file, "figures/rounds", 1) + " rounds of "
                + Figure.number(file, "figures/millis", 1) + " ms, whiskers the least and the most.";
        return new Figure(file.base() + "-" + values.replace('_', '-'), title, caption, new BarPanels(title, peers, panels, COLUMNS).draw(),
                new Figure.Table(List.of("operations", "cache", "million per second", "per " + PeerStyle.of(file.text("figures/baseline")).name()), table), file);
    }

    static String label(String text) {
        return "<span class=\"label\">" + Svg.escape(text) + "</span>";
    }
}
