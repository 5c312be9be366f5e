package org.varve.benchmarks.report;

import java.util.List;

/**
 * A plot, its table, and the file that they were made of.
 *
 * @param id      name of the plot's file, without ending
 * @param title   above it
 * @param caption what it shows and how it was measured, as HTML
 * @param svg     the plot
 * @param table   its numbers
 * @param file    where they are from
 */
record Figure(String id, String title, String caption, String svg, Table table, ResultFile file) {
    /**
     * Numbers in rows.
     *
     * @param head  of the columns
     * @param body  cells as HTML
     */
    record Table(List<String> head, List<List<String>> body) {
    }

    /** A cell with a median and, if there is one, the spread of the rounds. */
    static String cell(ResultFile file, String path, double unit) {
        Shown median = file.number(path + "/median", unit);
        if (median == null) {
            Shown single = file.number(path, unit);
            return single == null ? "–" : single.html();
        }
        Shown least = file.number(path + "/least", unit);
        Shown most = file.number(path + "/most", unit);
        return median.html() + (least.value() == most.value() ? "" : " <small>(" + least.html() + " to " + most.html() + ")</small>");
    }

    /** A number in a caption; a dash if the file has none. */
    static String number(ResultFile file, String path, double unit) {
        Shown shown = file.number(path, unit);
        return shown == null ? "–" : shown.html();
    }

    /** Words out of the file. */
    static String words(ResultFile file, String path) {
        return "<span data-words=\"" + Svg.escape(path) + "\">" + Svg.escape(file.text(path)) + "</span>";
    }

    /** The name of a cache. */
    static String name(String peer) {
        PeerStyle style = PeerStyle.of(peer);
        return "<span class=\"label\">" + (style.isEmphasized() ? "<b>" + style.name() + "</b>" : Svg.escape(style.name())) + "</span>";
    }
}
