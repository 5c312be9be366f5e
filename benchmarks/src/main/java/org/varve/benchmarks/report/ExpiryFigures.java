package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** How long what has expired is held, what it takes then, and what it costs to let it go. */
final class ExpiryFigures {
    private ExpiryFigures() {
    }

    static List<Figure> of(ResultFile file) {
        List<String> peers = file.peers();
        List<BarPanels.Bar> seconds = new ArrayList<>();
        List<BarPanels.Bar> memory = new ArrayList<>();
        List<BarPanels.Bar> cpu = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (String peer : peers) {
            String row = file.rows("peer", peer).get(0);
            boolean failed = file.at(row + "/failed") != null;
            boolean tells = file.at(row + "/held_left_percent") != null;
            seconds.add(failed ? BarPanels.Bar.none("failed") : !tells ? BarPanels.Bar.none("does not tell")
                    : file.at(row + "/seconds_to_1_percent") == null ? BarPanels.Bar.none("still held when watching ended") : BarPanels.Bar.of(file, row + "/seconds_to_1_percent", 1));
            memory.add(failed ? BarPanels.Bar.none("failed") : BarPanels.Bar.of(file, row + "/memory_after_bytes", 1 << 20));
            cpu.add(failed ? BarPanels.Bar.none("failed") : BarPanels.Bar.of(file, row + "/cpu_ns_per_entry", 1));
            if (!failed) {
                table.add(List.of(Figure.name(peer), Figure.cell(file, row + "/seconds_to_1_percent", 1), Figure.cell(file, row + "/held_left_percent", 1),
                        Figure.cell(file, row + "/watched_s", 1), Figure.cell(file, row + "/memory_full_bytes", 1 << 20),
                        Figure.cell(file, row + "/memory_after_bytes", 1 << 20), Figure.cell(file, row + "/cpu_ns_per_entry", 1)));
            }
        }
        String title = "After everything has expired, untouched";
        String caption = Figure.number(file, "figures/entries", 1) + " entries of " + Figure.number(file, "figures/value_bytes", 1) + " bytes were put with "
                + Figure.number(file, "figures/ttl_s", 1) + " s to live. Left: seconds from the last expiry until the cache itself says that it holds less than a"
                + " hundredth of what it did, watched for at most " + Figure.number(file, "figures/patience_s", 1) + " s. Middle: memory of the process, on and off the"
                + " heap, when watching ended; a cache may keep memory that it can use again. Right: processor time of the process from the last expiry on.";
        List<BarPanels.Panel> panels = List.of(new BarPanels.Panel("Until it is let go", "seconds", seconds), new BarPanels.Panel("Memory then", "MiB", memory),
                new BarPanels.Panel("Processor time", "ns per entry", cpu));
        return List.of(new Figure(file.base(), title, caption, new BarPanels(title, peers, panels, 3).draw(),
                new Figure.Table(List.of("cache", "seconds", "held in the end, %", "watched, s", "memory when full, MiB", "in the end, MiB", "processor, ns per entry"), table),
                file));
    }
}
