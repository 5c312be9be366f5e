package org.varve.benchmarks.report;

/**
 * A number out of a result file as it is shown.
 *
 * @param value that the file holds
 * @param path  where, with slashes: {@code rows/3/per_s/median}
 * @param unit  that it is divided by
 */
record Shown(double value, String path, double unit) {
    /** In the unit. */
    double number() {
        return value / unit;
    }

    /** In words. */
    String text() {
        return Numbers.show(number());
    }

    /** Where it is from, for whoever wants to check. */
    String attributes() {
        return " data-from=\"" + Svg.escape(path) + "\" data-unit=\"" + unit + "\"";
    }

    /** In a text of HTML. */
    String html() {
        return "<span" + attributes() + ">" + text() + "</span>";
    }
}
