package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Hit ratios by capacity: for each trace one panel with as many bytes for each cache and one with as many entries. */
final class HitRatioFigures {
    private static final List<String> HEAD = List.of("bound by", "capacity", "cache", "hits, %", "hits by bytes, %", "entries in the end", "payload in the end, MiB");

    private HitRatioFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<Figure> figures = new ArrayList<>();
        for (String trace : file.distinct("trace")) {
            figures.add(figure(file, trace));
        }
        return figures;
    }

    private static Figure figure(ResultFile file, String trace) {
        List<LinePanels.Panel> panels = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        Set<String> peers = new LinkedHashSet<>();
        for (String bound : List.of("bytes", "entries")) {
            double unit = bound.equals("bytes") ? 1 << 20 : 1;
            Set<Double> capacities = new TreeSet<>();
            List<LinePanels.Series> series = new ArrayList<>();
            double least = 100;
            double most = 0;
            for (String peer : file.peers()) {
                List<double[]> points = new ArrayList<>();
                for (String row : file.rows("trace", trace, "bound", bound, "peer", peer)) {
                    Shown hits = file.number(row + "/hit_percent/median", 1);
                    if (hits != null) {
                        double capacity = file.number(row + "/capacity", unit).number();
                        capacities.add(capacity);
                        points.add(new double[] {capacity, hits.number()});
                        least = Math.min(least, hits.number());
                        most = Math.max(most, hits.number());
                        peers.add(peer);
                        table.add(List.of(ThroughputFigures.label(bound), Figure.number(file, row + "/capacity", unit) + (unit > 1 ? " MiB" : ""), Figure.name(peer),
                                Figure.cell(file, row + "/hit_percent", 1), Figure.cell(file, row + "/byte_hit_percent", 1),
                                Figure.cell(file, row + "/resident_entries", 1), Figure.cell(file, row + "/resident_payload_bytes", 1 << 20)));
                    }
                }
                points.sort(Comparator.comparingDouble(point -> point[0]));
                series.add(new LinePanels.Series(peer, points));
            }
            if (!capacities.isEmpty()) {
                panels.add(new LinePanels.Panel(bound.equals("bytes") ? "As many bytes each" : "As many entries each", Scale.values(List.copyOf(capacities)),
                        bound.equals("bytes") ? "capacity, MiB" : "capacity, entries", Scale.linear(least, most, 6), "hits in percent of the requests", true, series));
            }
        }
        List<String> order = file.peers().stream().filter(peers::contains).toList();
        String row = file.rows("trace", trace).get(0);
        String title = "Hit ratio by capacity, trace " + trace;
        String caption = Figure.number(file, row + "/requests", 1) + " requests for " + Figure.number(file, row + "/keys", 1) + " keys; what is missing is put. By bytes, values"
                + " have " + Figure.number(file, row + "/mean_value_bytes", 1) + " bytes on average over the keys, and each cache has the same capacity as far as it can be"
                + " told one; by entries, caches that are told bytes were given as many as make so many entries stay.";
        return new Figure(file.base() + "-" + trace.replaceAll("[^A-Za-z0-9]+", "-"), title, caption, new LinePanels(title, order, panels).draw(),
                new Figure.Table(HEAD, table), file);
    }
}
