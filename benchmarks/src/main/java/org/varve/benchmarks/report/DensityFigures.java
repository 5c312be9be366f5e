package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Payload kept per byte of capacity, and per byte of memory really taken, after each stage. */
final class DensityFigures {
    private DensityFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<String> peers = file.peers();
        List<LinePanels.Panel> panels = new ArrayList<>();
        List<String> stages = List.copyOf(file.distinct("stage"));
        List<String> names = new ArrayList<>();
        for (String stage : stages) {
            names.add(Words.lengths(file.text(file.rows("stage", stage).get(0) + "/lengths")));
        }
        panels.add(panel(file, peers, stages, names, "payload_per_capacity", "Of the capacity told", 1.0));
        panels.add(panel(file, peers, stages, names, "payload_per_memory", "Of the memory really taken", 1.0));
        List<List<String>> table = new ArrayList<>();
        for (String peer : peers) {
            for (String row : file.rows("peer", peer)) {
                if (file.at(row + "/payload_bytes") != null) {
                    table.add(List.of(Figure.name(peer), ThroughputFigures.label(Words.lengths(file.text(row + "/lengths"))), Figure.cell(file, row + "/entries", 1),
                            Figure.cell(file, row + "/payload_bytes", 1 << 20), Figure.cell(file, row + "/payload_per_capacity", 1),
                            Figure.cell(file, row + "/memory_bytes", 1 << 20), Figure.cell(file, row + "/payload_per_memory", 1), Figure.cell(file, row + "/fill_s", 1)));
                }
            }
        }
        String title = "Payload kept, as sizes of values shift";
        String caption = "Share that keys and values have of a capacity of " + Figure.number(file, "figures/capacity_bytes", 1 << 20) + " MiB, and of the memory that the"
                + " process takes for it on and off the heap. Each stage puts all of " + Figure.number(file, "figures/keys", 1) + " keys with values of another size; what is"
                + " there is counted by reading it. Hazelcast's free edition is told entries, not bytes, so larger values make it exceed what the others are held to.";
        return List.of(new Figure(file.base(), title, caption, new LinePanels(title, peers, panels).draw(),
                new Figure.Table(List.of("cache", "values, bytes", "entries", "payload, MiB", "per capacity", "memory, MiB", "per memory", "fill, s"), table), file));
    }

    private static LinePanels.Panel panel(ResultFile file, List<String> peers, List<String> stages, List<String> names, String column, String title, double least) {
        List<LinePanels.Series> series = new ArrayList<>();
        double most = least;
        for (String peer : peers) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < stages.size(); i++) {
                for (String row : file.rows("peer", peer, "stage", stages.get(i))) {
                    if (file.at(row + "/" + column) instanceof Number value) {
                        points.add(new double[] {i, value.doubleValue()});
                        most = Math.max(most, value.doubleValue());
                    }
                }
            }
            series.add(new LinePanels.Series(peer, points));
        }
        return new LinePanels.Panel(title, Scale.names(names), "bytes of a value, one stage after the other", Scale.linear(0, most, 5), "payload per byte", true, series);
    }
}
