package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Pauses of the collector, processor time and garbage. */
final class GcFigures {
    /**
     * A column of the file.
     *
     * @param name  in it
     * @param title for readers
     * @param axis  with the unit
     */
    private record Column(String name, String title, String axis) {
    }

    private static final List<Column> COLUMNS = List.of(new Column("pause_ms_per_s", "Paused", "ms in each second"),
            new Column("longest_pause_ms", "Longest pause", "ms"), new Column("cpu_ns_per_operation", "Processor time", "ns per operation"),
            new Column("heap_bytes_per_operation", "Allocated on the heap", "bytes per operation"));

    private GcFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<String> peers = file.peers();
        List<BarPanels.Panel> panels = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (Column column : COLUMNS) {
            List<BarPanels.Bar> bars = new ArrayList<>();
            for (String peer : peers) {
                String row = file.rows("peer", peer).get(0);
                bars.add(file.at(row + "/per_s") == null ? BarPanels.Bar.none("failed") : BarPanels.Bar.of(file, row + "/" + column.name, 1));
            }
            panels.add(new BarPanels.Panel(column.title, column.axis, bars));
        }
        for (String peer : peers) {
            String row = file.rows("peer", peer).get(0);
            List<String> cells = new ArrayList<>(List.of(Figure.name(peer), Figure.number(file, row + "/heap_mib", 1), Figure.cell(file, row + "/pauses", 1)));
            COLUMNS.forEach(column -> cells.add(Figure.cell(file, row + "/" + column.name, 1)));
            cells.add(Figure.cell(file, row + "/per_s", 1e6));
            cells.add(Figure.cell(file, row + "/resident_bytes", 1 << 20));
            table.add(cells);
        }
        String title = "The collector, processor time and garbage with a large cache";
        String caption = "A payload of " + Figure.number(file, "figures/payload_mib", 1) + " MiB is in each cache, " + Figure.number(file, "figures/threads", 1)
                + " threads do <span class=\"label\">" + Words.mix(file.text("figures/mix")) + "</span> as fast as they can for " + Figure.number(file, "figures/seconds", 1)
                + " s. Caches off the heap have the same small heap; those on the heap cannot hold the payload in it and have a larger one, as the table says.";
        List<String> head = List.of("cache", "heap, MiB", "pauses", "paused, ms/s", "longest, ms", "processor, ns/op", "heap, bytes/op", "million/s", "resident, MiB");
        return List.of(new Figure(file.base(), title, caption, new BarPanels(title, peers, panels, 2).draw(), new Figure.Table(head, table), file));
    }
}
