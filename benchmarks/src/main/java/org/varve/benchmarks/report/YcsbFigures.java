package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Operations per second in YCSB's workloads. */
final class YcsbFigures {
    private static final double MILLION = 1e6;

    private YcsbFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<String> peers = file.peers();
        List<BarPanels.Panel> panels = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (String workload : file.distinct("workload").stream().sorted().toList()) {
            List<BarPanels.Bar> bars = new ArrayList<>();
            for (String peer : peers) {
                List<String> rows = file.rows("workload", workload, "peer", peer);
                bars.add(rows.isEmpty() ? BarPanels.Bar.none("not measured") : BarPanels.Bar.of(file, rows.get(0) + "/per_s", MILLION));
                if (!rows.isEmpty()) {
                    table.add(List.of(ThroughputFigures.label(workload), Figure.name(peer), Figure.cell(file, rows.get(0) + "/per_s", MILLION),
                            Figure.cell(file, rows.get(0) + "/per_baseline", 1), Figure.cell(file, rows.get(0) + "/missing_percent", 1)));
                }
            }
            panels.add(new BarPanels.Panel(Words.workload(workload), "million operations per second", bars));
        }
        String title = "YCSB";
        String caption = Figure.number(file, "figures/records", 1) + " records of YCSB, which all fit; " + Figure.number(file, "figures/threads", 1)
                + " threads. Bars are the median of " + Figure.number(file, "figures/rounds", 1) + " rounds in turns, whiskers the least and the most."
                + " Workload E is left out: it scans, which caches cannot.";
        return List.of(new Figure(file.base(), title, caption, new BarPanels(title, peers, panels, 3).draw(), new Figure.Table(List.of("workload", "cache",
                "million per second", "per " + PeerStyle.of(file.text("figures/baseline")).name(), "records missed, %"), table), file));
    }
}
