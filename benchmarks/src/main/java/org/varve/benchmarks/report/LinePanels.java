package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.varve.benchmarks.report.Svg.Anchor;
import org.varve.benchmarks.report.Svg.Role;

/** Lines, one for each cache, in one panel or several beside each other, with one legend. */
final class LinePanels {
    /**
     * A line.
     *
     * @param peer   label of the cache
     * @param points x and y
     */
    record Series(String peer, List<double[]> points) {
    }

    /**
     * A coordinate system with lines.
     *
     * @param title   above it
     * @param x       horizontal axis
     * @param xTitle  with the unit
     * @param y       vertical axis
     * @param yTitle  with the unit
     * @param markers whether points have signs
     * @param series  the lines
     */
    record Panel(String title, Scale x, String xTitle, Scale y, String yTitle, boolean markers, List<Series> series) {
    }

    private static final double WIDTH = 900;
    private static final double MARGIN = 14;
    private static final double TITLE = 34;
    private static final double HEAD = 22;
    private static final double HEIGHT = 300;
    private static final double FOOT = 46;
    private static final double AXIS_TITLE = 36;
    private static final double LEGEND_ROW = 20;
    private static final double SAMPLE = 30;
    private static final double MOST_POINTS_WITH_SIGNS = 12;

    private final String title;
    private final List<Panel> panels;
    private final List<String> peers;
    private final double legend;
    private final double axis;
    private Svg svg;
    private int clips;

    LinePanels(String title, List<String> peers, List<Panel> panels) {
        this.title = title;
        // Who has no line, because it failed, has no place in the legend.
        this.peers = peers.stream().filter(peer -> panels.stream().flatMap(panel -> panel.series.stream())
                .anyMatch(series -> series.peer.equals(peer) && !series.points.isEmpty())).toList();
        this.panels = panels;
        this.axis = AXIS_TITLE + panels.stream().flatMap(panel -> panel.y.ticks().stream())
                .mapToDouble(tick -> TextWidth.of(tick.text(), Svg.SMALL, false)).max().orElse(0);
        this.legend = SAMPLE + 14 + this.peers.stream().mapToDouble(peer -> TextWidth.of(PeerStyle.of(peer).name(), Svg.NORMAL, true)).max().orElse(0);
    }

    /** The drawing. */
    String draw() {
        double rest = WIDTH - 2 * MARGIN - legend;
        int columns = panels.size() == 1 ? 1 : 2;
        int rows = (panels.size() + columns - 1) / columns;
        double width = rest / columns - axis - 8;
        svg = new Svg(WIDTH, TITLE + rows * (HEAD + HEIGHT + FOOT), title);
        svg.text(MARGIN, 22, title, Role.LABEL, Anchor.START, Svg.LARGE, Svg.INK, true);
        for (int i = 0; i < panels.size(); i++) {
            panel(panels.get(i), MARGIN + axis + i % columns * rest / columns, TITLE + (double) (i / columns) * (HEAD + HEIGHT + FOOT), width);
        }
        double y = TITLE + HEAD + 10;
        for (String peer : peers) {
            PeerStyle style = PeerStyle.of(peer);
            double x = WIDTH - MARGIN - legend + 8;
            svg.polyline(List.of(new double[] {x, y}, new double[] {x + SAMPLE, y}), style);
            if (panels.stream().anyMatch(Panel::markers)) {
                svg.marker(x + SAMPLE / 2, y, style);
            }
            svg.text(x + SAMPLE + 6, y + 4, style.name(), Role.LABEL, Anchor.START, Svg.NORMAL, Svg.INK, style.isEmphasized());
            y += LEGEND_ROW;
        }
        return svg.toString();
    }

    private void panel(Panel panel, double left, double y, double width) {
        double top = y + HEAD;
        double bottom = top + HEIGHT;
        svg.text(left, y + 12, panel.title, Role.LABEL, Anchor.START, Svg.NORMAL, Svg.INK, true);
        double free = Double.NEGATIVE_INFINITY;
        for (Scale.Tick tick : panel.x.ticks()) {
            double at = left + panel.x.at(tick.value()) * width;
            svg.line(at, top, at, bottom, Svg.GRID, tick.text().isEmpty() ? 0.5 : 1);
            double half = TextWidth.of(tick.text(), Svg.SMALL, false) / 2;
            // A label that would touch the one before is left out; its line stays.
            if (at - half > free) {
                svg.text(at, bottom + 15, tick.text(), Role.TICK, Anchor.MIDDLE, Svg.SMALL, Svg.FAINT, false);
                free = at + half + 5;
            }
        }
        for (Scale.Tick tick : panel.y.ticks()) {
            double at = bottom - panel.y.at(tick.value()) * HEIGHT;
            svg.line(left, at, left + width, at, Svg.GRID, tick.text().isEmpty() ? 0.5 : 1);
            svg.text(left - 6, at + 4, tick.text(), Role.TICK, Anchor.END, Svg.SMALL, Svg.FAINT, false);
        }
        svg.line(left, bottom, left + width, bottom, Svg.FAINT, 1).line(left, top, left, bottom, Svg.FAINT, 1);
        svg.text(left + width / 2, bottom + 34, panel.xTitle, Role.LABEL, Anchor.MIDDLE, Svg.NORMAL, Svg.INK, false);
        svg.vertical(left - axis + 14, top + HEIGHT / 2, panel.yTitle);
        svg.clip("c" + clips++, left, top - 5, width + 5, HEIGHT + 10);
        // The emphasized one last, so that it is on top.
        panel.series.stream().filter(series -> !PeerStyle.of(series.peer).isEmphasized()).forEach(series -> line(panel, series, left, bottom, width));
        panel.series.stream().filter(series -> PeerStyle.of(series.peer).isEmphasized()).forEach(series -> line(panel, series, left, bottom, width));
        svg.endClip();
    }

    private void line(Panel panel, Series series, double left, double bottom, double width) {
        if (series.points.isEmpty()) {
            return;
        }
        PeerStyle style = PeerStyle.of(series.peer);
        List<double[]> points = new ArrayList<>();
        for (double[] point : series.points) {
            points.add(new double[] {left + panel.x.at(point[0]) * width, bottom - panel.y.at(point[1]) * HEIGHT});
        }
        svg.polyline(points, style);
        if (panel.markers && points.size() <= MOST_POINTS_WITH_SIGNS) {
            points.forEach(point -> svg.marker(point[0], point[1], style));
        }
    }
}
