package org.varve.benchmarks.report;

import java.util.List;

/** All figures on one page that needs nothing else. */
final class HtmlReport {
    private static final String STYLE = "body{font:15px/1.5 Georgia,'Times New Roman',serif;color:#222;max-width:960px;margin:2em auto;padding:0 1em}"
            + "h1,h2{font-family:Helvetica,Arial,sans-serif;line-height:1.2}h1{font-size:26px}h2{font-size:18px;margin:2.2em 0 .4em}"
            + "figure{margin:0}svg{max-width:100%;height:auto}figcaption{font-size:14px;margin:.4em 0}"
            + "table{border-collapse:collapse;font:12px/1.4 Helvetica,Arial,sans-serif;margin:.6em 0}"
            + "th{text-align:right;border-bottom:1.5px solid #222;padding:2px 8px;vertical-align:bottom}"
            + "td{text-align:right;border-bottom:1px solid #e3e3e3;padding:2px 8px;white-space:nowrap}"
            + "th:first-child,td:first-child,td.words{text-align:left}small{color:#666}"
            + ".source{font:12px Helvetica,Arial,sans-serif;color:#666;overflow-wrap:anywhere}summary{cursor:pointer;font:13px Helvetica,Arial,sans-serif}";

    private HtmlReport() {
    }

    static String of(List<Figure> figures) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>Varve: benchmarks</title><style>")
                .append(STYLE).append("</style></head><body>\n<h1>Varve beside other caches</h1>\n<p>Every number below is copied from the result file that is named"
                        + " under its figure; nothing is computed here. A median comes with the least and the most of the rounds in brackets.</p>\n");
        for (Figure figure : figures) {
            section(html, figure);
        }
        return html.append("</body></html>\n").toString();
    }

    private static void section(StringBuilder html, Figure figure) {
        ResultFile file = figure.file();
        html.append("<section data-file=\"").append(Svg.escape(file.name())).append("\" id=\"").append(Svg.escape(figure.id())).append("\">\n<h2 class=\"label\">")
                .append(Svg.escape(figure.title())).append("</h2>\n<figure>\n").append(figure.svg().replace("id=\"c", "id=\"" + figure.id() + "-c")
                        .replace("url(#c", "url(#" + figure.id() + "-c")).append("<figcaption>").append(figure.caption()).append("</figcaption>\n</figure>\n");
        html.append("<details><summary>The numbers</summary>\n<table><thead><tr>");
        figure.table().head().forEach(cell -> html.append("<th class=\"label\">").append(Svg.escape(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : figure.table().body()) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td").append(cell.startsWith("<span class=\"label\"") ? " class=\"words\"" : "").append('>').append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></details>\n<p class=\"source\">From <b class=\"label\">").append(Svg.escape(file.name())).append("</b>: ")
                .append(Figure.words(file, "at")).append("; ").append(Figure.words(file, "machine/cpu")).append(", ").append(Figure.number(file, "machine/cores", 1))
                .append(" cores, ").append(Figure.number(file, "machine/memory_mib", 1)).append(" MiB, load before ").append(Figure.number(file, "machine/load", 1))
                .append("; ").append(Figure.words(file, "jvm/name")).append("; arguments ").append(Figure.words(file, "arguments")).append(versions(file))
                .append("</p>\n").append(failures(file)).append("</section>\n");
    }

    private static String versions(ResultFile file) {
        return "; versions " + Figure.words(file, "versions") + (file.at("interrupted") == null ? "" : "; <b>ended before it was done</b>");
    }

    private static String failures(ResultFile file) {
        StringBuilder html = new StringBuilder();
        for (String row : file.rows()) {
            if (file.at(row + "/failed") != null) {
                html.append("<p class=\"source\">").append(Figure.name(file.text(row + "/peer"))).append(" is left out: ").append(Figure.words(file, row + "/failed"))
                        .append("</p>\n");
            }
        }
        return html.toString();
    }
}
