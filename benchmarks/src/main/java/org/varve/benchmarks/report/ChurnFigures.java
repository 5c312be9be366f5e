package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Speed and memory over time while sizes shift. */
final class ChurnFigures {
    private static final double MILLION = 1e6;

    private ChurnFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<String> peers = file.peers();
        List<LinePanels.Panel> panels = List.of(panel(file, peers, "per_s", MILLION, "Throughput", "million operations per second"),
                panel(file, peers, "memory_bytes", 1 << 20, "Memory, on and off the heap", "MiB"));
        List<List<String>> table = new ArrayList<>();
        for (String peer : peers) {
            for (String row : file.rows("peer", peer)) {
                if (file.at(row + "/per_s") != null) {
                    table.add(List.of(Figure.name(peer), ThroughputFigures.label(Words.lengths(file.text(row + "/lengths"))), Figure.cell(file, row + "/per_s", MILLION),
                            Figure.cell(file, row + "/memory_bytes", 1 << 20)));
                }
            }
        }
        StringBuilder phases = new StringBuilder();
        for (String phase : file.distinct("phase")) {
            phases.append(phases.length() == 0 ? "" : ", ").append(Words.lengths(file.text(file.rows("phase", phase).get(0) + "/lengths")));
        }
        String title = "Over time, as sizes of values shift";
        String caption = "One thread, as many puts as gets of " + Figure.number(file, "figures/keys", 1) + " keys, of which a capacity of "
                + Figure.number(file, "figures/capacity_bytes", 1 << 20) + " MiB has room for a part. Every " + Figure.number(file, "figures/phase_s", 1)
                + " s the size of what is put changes, in bytes: <span class=\"label\">" + phases + "</span>. A point is " + Figure.number(file, "figures/sample_s", 1)
                + " s. Memory is what is resident beside the heap and what the last collection left on it; it includes some " + "of the JVM itself.";
        return List.of(new Figure(file.base(), title, caption, new LinePanels(title, peers, panels).draw(),
                new Figure.Table(List.of("cache", "values, bytes", "million per second", "memory, MiB"), table), file));
    }

    private static LinePanels.Panel panel(ResultFile file, List<String> peers, String column, double unit, String title, String axis) {
        List<LinePanels.Series> series = new ArrayList<>();
        double end = 0;
        double most = 0;
        for (String peer : peers) {
            List<double[]> points = new ArrayList<>();
            for (String row : file.rows("peer", peer)) {
                List<Double> at = file.numbers(row + "/at_s");
                List<Double> values = file.numbers(row + "/" + column + "/rounds");
                for (int i = 0; i < at.size(); i++) {
                    points.add(new double[] {at.get(i), values.get(i) / unit});
                    end = Math.max(end, at.get(i));
                    most = Math.max(most, values.get(i) / unit);
                }
            }
            series.add(new LinePanels.Series(peer, points));
        }
        return new LinePanels.Panel(title, Scale.linear(0, end, 6), "seconds", Scale.linear(0, most, 5), axis, false, series);
    }
}
