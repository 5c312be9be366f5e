package org.varve.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Writes a drawing in SVG. */
final class Svg {
    /** Where a text is relative to its point. */
    enum Anchor {
        START, MIDDLE, END
    }

    /** What a text is, for style sheets and for whoever checks numbers. */
    enum Role {
        /** Fixed words, names. */
        LABEL,
        /** Numbers on an axis, which no file holds. */
        TICK,
        /** Numbers out of a file. */
        VALUE
    }

    static final double SMALL = 11;
    static final double NORMAL = 12;
    static final double LARGE = 15;
    static final String INK = "#222222";
    static final String FAINT = "#666666";
    static final String GRID = "#e3e3e3";

    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(Numbers.at(width)).append(' ').append(Numbers.at(height))
                .append("\" width=\"").append(Numbers.at(width)).append("\" height=\"").append(Numbers.at(height))
                .append("\" role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n<title>").append(escape(title)).append("</title>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    }

    /** With what XML gives a meaning to in other words. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    Svg line(double x1, double y1, double x2, double y2, String color, double thickness) {
        out.append("<line x1=\"").append(Numbers.at(x1)).append("\" y1=\"").append(Numbers.at(y1)).append("\" x2=\"").append(Numbers.at(x2)).append("\" y2=\"")
                .append(Numbers.at(y2)).append("\" stroke=\"").append(color).append("\" stroke-width=\"").append(Numbers.at(thickness)).append("\"/>\n");
        return this;
    }

    Svg bar(double x, double y, double width, double height, String color) {
        out.append("<rect x=\"").append(Numbers.at(x)).append("\" y=\"").append(Numbers.at(y)).append("\" width=\"").append(Numbers.at(Math.max(0, width)))
                .append("\" height=\"").append(Numbers.at(height)).append("\" fill=\"").append(color).append("\"/>\n");
        return this;
    }

    /** @param points x and y in turns */
    Svg polyline(List<double[]> points, PeerStyle style) {
        out.append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"").append(style.color()).append("\" stroke-width=\"")
                .append(Numbers.at(style.thickness())).append('"');
        if (!style.dash().isEmpty()) {
            out.append(" stroke-dasharray=\"").append(style.dash()).append('"');
        }
        out.append(" points=\"");
        for (double[] point : points) {
            out.append(Numbers.at(point[0])).append(',').append(Numbers.at(point[1])).append(' ');
        }
        out.append("\"/>\n");
        return this;
    }

    /** The sign of a cache at a point. */
    Svg marker(double x, double y, PeerStyle style) {
        double r = style.isEmphasized() ? 4.2 : 3.4;
        String look = "\" fill=\"" + (style.isFilled() ? style.color() : "#ffffff") + "\" stroke=\"" + style.color() + "\" stroke-width=\"1.3\"/>\n";
        if (style.marker() == PeerStyle.Marker.CIRCLE) {
            out.append("<circle cx=\"").append(Numbers.at(x)).append("\" cy=\"").append(Numbers.at(y)).append("\" r=\"").append(Numbers.at(r)).append(look);
            return this;
        }
        double[][] corners = style.marker().corners();
        StringBuilder points = new StringBuilder();
        for (double[] corner : corners) {
            points.append(Numbers.at(x + r * corner[0])).append(',').append(Numbers.at(y + r * corner[1])).append(' ');
        }
        out.append("<polygon points=\"").append(points.toString().strip()).append(look);
        return this;
    }

    Svg text(double x, double y, String text, Role role, Anchor anchor, double size, String color, boolean bold) {
        return text(x, y, escape(text), "", role, anchor, size, color, bold);
    }

    /** A number out of a file. */
    Svg value(double x, double y, Shown shown, double size, boolean bold) {
        return text(x, y, escape(shown.text()), shown.attributes(), Role.VALUE, Anchor.START, size, INK, bold);
    }

    private Svg text(double x, double y, String escaped, String attributes, Role role, Anchor anchor, double size, String color, boolean bold) {
        out.append("<text class=\"").append(role.name().toLowerCase(Locale.ROOT)).append('"').append(attributes).append(" x=\"").append(Numbers.at(x))
                .append("\" y=\"").append(Numbers.at(y)).append("\" font-size=\"").append(Numbers.at(size)).append("\" fill=\"").append(color).append('"');
        if (anchor != Anchor.START) {
            out.append(" text-anchor=\"").append(anchor == Anchor.MIDDLE ? "middle" : "end").append('"');
        }
        if (bold) {
            out.append(" font-weight=\"bold\"");
        }
        out.append('>').append(escaped).append("</text>\n");
        return this;
    }

    /** Upwards, centered at a point. */
    Svg vertical(double x, double y, String text) {
        out.append("<text class=\"label\" transform=\"translate(").append(Numbers.at(x)).append(' ').append(Numbers.at(y))
                .append(") rotate(-90)\" text-anchor=\"middle\" font-size=\"").append(Numbers.at(NORMAL)).append("\" fill=\"").append(INK).append("\">")
                .append(escape(text)).append("</text>\n");
        return this;
    }

    /** What is drawn until {@link #endClip} shows only within a rectangle. */
    Svg clip(String id, double x, double y, double width, double height) {
        out.append("<clipPath id=\"").append(id).append("\"><rect x=\"").append(Numbers.at(x)).append("\" y=\"").append(Numbers.at(y)).append("\" width=\"")
                .append(Numbers.at(width)).append("\" height=\"").append(Numbers.at(height)).append("\"/></clipPath>\n<g clip-path=\"url(#").append(id)
                .append(")\">\n");
        return this;
    }

    Svg endClip() {
        out.append("</g>\n");
        return this;
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }
}
