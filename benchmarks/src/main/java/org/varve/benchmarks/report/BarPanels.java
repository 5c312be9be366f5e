package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.varve.benchmarks.report.Svg.Anchor;
import org.varve.benchmarks.report.Svg.Role;

/** Horizontal bars, a row for each cache, a panel for each thing that was measured; whiskers from the least to the most of the rounds. */
final class BarPanels {
    /**
     * A bar.
     *
     * @param median its length; null if there is none
     * @param least  of the rounds; null without whisker
     * @param most   of the rounds; null without whisker
     * @param note   what to write instead, if there is no median
     */
    record Bar(Shown median, Shown least, Shown most, String note) {
        /** A spread at a path of a file, or what else the row says. */
        static Bar of(ResultFile file, String path, double unit) {
            Shown median = file.number(path + "/median", unit);
            if (median == null) {
                return new Bar(file.number(path, unit), null, null, "–");
            }
            return new Bar(median, file.number(path + "/least", unit), file.number(path + "/most", unit), "");
        }

        /** One that could not be measured. */
        static Bar none(String note) {
            return new Bar(null, null, null, note);
        }

        private double end() {
            return median == null ? 0 : most == null ? median.number() : Math.max(median.number(), most.number());
        }
    }

    /**
     * Bars of one kind.
     *
     * @param title above them
     * @param axis  below them, with the unit
     * @param bars  as many as there are caches, in their order
     */
    record Panel(String title, String axis, List<Bar> bars) {
    }

    private static final double WIDTH = 900;
    private static final double MARGIN = 14;
    private static final double ROW = 22;
    private static final double THICK = 13;
    private static final double GAP = 26;
    private static final double HEAD = 24;
    private static final double FOOT = 46;
    private static final double TITLE = 34;
    private static final double WHISKER = 3.5;
    private static final int TICKS = 4;

    private final String title;
    private final List<String> peers;
    private final List<Panel> panels;
    private final int columns;
    private final double names;
    private Svg svg;

    /** @param peers labels of the caches, from top to bottom */
    BarPanels(String title, List<String> peers, List<Panel> panels, int columns) {
        this.title = title;
        this.peers = peers;
        this.panels = new ArrayList<>(panels);
        this.columns = Math.min(columns, panels.size());
        this.names = 12 + peers.stream().mapToDouble(peer -> TextWidth.of(PeerStyle.of(peer).name(), Svg.NORMAL, true)).max().orElse(0);
    }

    /** The drawing. */
    String draw() {
        int rows = (panels.size() + columns - 1) / columns;
        double height = HEAD + peers.size() * ROW + FOOT;
        double width = (WIDTH - 2 * MARGIN - names - (columns - 1) * GAP) / columns;
        svg = new Svg(WIDTH, TITLE + rows * height, title);
        svg.text(MARGIN, 22, title, Role.LABEL, Anchor.START, Svg.LARGE, Svg.INK, true);
        for (int i = 0; i < panels.size(); i++) {
            double x = MARGIN + names + i % columns * (width + GAP);
            double y = TITLE + (double) (i / columns) * height;
            if (i % columns == 0) {
                names(y + HEAD);
            }
            panel(panels.get(i), x, y, width);
        }
        return svg.toString();
    }

    private void names(double y) {
        for (int i = 0; i < peers.size(); i++) {
            PeerStyle style = PeerStyle.of(peers.get(i));
            svg.text(MARGIN + names - 8, y + i * ROW + ROW / 2 + 4, style.name(), Role.LABEL, Anchor.END, Svg.NORMAL, Svg.INK, style.isEmphasized());
        }
    }

    private void panel(Panel panel, double x, double y, double width) {
        double top = y + HEAD;
        double bottom = top + peers.size() * ROW;
        svg.text(x, y + 14, panel.title, Role.LABEL, Anchor.START, Svg.NORMAL, Svg.INK, true);
        double most = panel.bars.stream().mapToDouble(Bar::end).max().orElse(1);
        // Room behind the longest bar for its number.
        double label = panel.bars.stream().filter(bar -> bar.median != null).mapToDouble(bar -> TextWidth.of(bar.median.text(), Svg.SMALL, true)).max().orElse(0) + 10;
        Scale scale = Scale.upTo(most > 0 ? most : 1, TICKS);
        double length = width - label;
        for (Scale.Tick tick : scale.ticks()) {
            double at = x + scale.at(tick.value()) * length;
            svg.line(at, top, at, bottom, Svg.GRID, 1);
            svg.text(at, bottom + 14, tick.text(), Role.TICK, Anchor.MIDDLE, Svg.SMALL, Svg.FAINT, false);
        }
        svg.line(x, top, x, bottom, Svg.FAINT, 1);
        svg.text(x + length / 2, bottom + 30, panel.axis, Role.LABEL, Anchor.MIDDLE, Svg.SMALL, Svg.INK, false);
        for (int i = 0; i < peers.size(); i++) {
            bar(panel.bars.get(i), PeerStyle.of(peers.get(i)), scale, x, top + i * ROW + ROW / 2, length);
        }
    }

    private void bar(Bar bar, PeerStyle style, Scale scale, double x, double middle, double length) {
        if (bar.median == null) {
            svg.text(x + 4, middle + 4, bar.note, Role.LABEL, Anchor.START, Svg.SMALL, Svg.FAINT, false);
            return;
        }
        svg.bar(x, middle - THICK / 2, scale.at(bar.median.number()) * length, THICK, style.color());
        double end = x + scale.at(bar.end()) * length;
        if (bar.least != null && bar.most != null && bar.most.number() > bar.least.number()) {
            double from = x + scale.at(bar.least.number()) * length;
            svg.line(from, middle, end, middle, Svg.INK, 1);
            svg.line(from, middle - WHISKER, from, middle + WHISKER, Svg.INK, 1).line(end, middle - WHISKER, end, middle + WHISKER, Svg.INK, 1);
        }
        svg.value(end + 5, middle + 4, bar.median, Svg.SMALL, style.isEmphasized());
    }
}
