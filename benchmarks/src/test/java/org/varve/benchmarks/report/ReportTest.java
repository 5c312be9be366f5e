package org.varve.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.Benchmarks;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * The plots and the report of the documentation are those that its result files make; each number in them stands in a file; plots are XML, and nothing in them is
 * beyond their border or on top of something else.
 */
class ReportTest {
    private static final Path DOCS = Path.of(System.getProperty("basedir", ".")).resolveSibling("docs");
    private static final Path SAMPLES = Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "results");
    private static final double SLACK = 1;

    @TempDir Path directory;

    /** A piece of text in a plot: where it is, and how large. */
    private record Label(String text, double left, double top, double right, double bottom) {
        private boolean touches(Label other) {
            return left < other.right - SLACK && other.left < right - SLACK && top < other.bottom - SLACK && other.top < bottom - SLACK;
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** The result files of the documentation, and small ones of every command. */
    private static List<Path> results() throws IOException {
        List<Path> all = new ArrayList<>(files(SAMPLES, ".json"));
        all.addAll(files(DOCS.resolve("results"), ".json"));
        return all;
    }

    private void report(List<Path> files, Path into) {
        List<String> arguments = new ArrayList<>(List.of("report", "--plots=" + into.resolve("plots"), "--html=" + into.resolve("report.html")));
        files.forEach(file -> arguments.add(file.toString()));
        assertEquals(0, Benchmarks.commandLine().execute(arguments.toArray(new String[0])));
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static void walk(Node node, Consumer<Element> consumer) {
        if (node instanceof Element element) {
            consumer.accept(element);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            walk(child, consumer);
        }
    }

    @Test
    void thereAreSamplesOfEveryCommand() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path file : files(SAMPLES, ".json")) {
            commands.add(ResultFile.read(file).command());
            assertTrue(!Figures.of(ResultFile.read(file)).isEmpty(), file.toString());
        }
        assertEquals(List.of("churn", "density", "expiry", "gc", "hitratio", "latency", "throughput", "ycsb"), commands);
    }

    @Test
    void theDocumentationsPlotsAreMadeOfItsResults() throws IOException {
        List<Path> results = files(DOCS.resolve("results"), ".json");
        assertTrue(!results.isEmpty());
        report(results, directory);
        List<String> made = files(directory.resolve("plots"), ".svg").stream().map(file -> file.getFileName().toString()).toList();
        assertEquals(made, files(DOCS.resolve("plots"), ".svg").stream().map(file -> file.getFileName().toString()).toList(), "run: benchmarks report, see docs/benchmarks.md");
        for (String name : made) {
            assertEquals(Files.readString(directory.resolve("plots").resolve(name)), Files.readString(DOCS.resolve("plots").resolve(name)), name);
        }
        assertEquals(Files.readString(directory.resolve("report.html")), Files.readString(DOCS.resolve("report.html")));
        String text = Files.readString(DOCS.resolve("benchmarks.md"));
        for (String name : made) {
            assertTrue(text.contains("plots/" + name), name + " is not shown in benchmarks.md");
        }
    }

    @Test
    void everyNumberStandsInItsFile() throws Exception {
        Map<String, ResultFile> byName = new HashMap<>();
        for (Path file : results()) {
            byName.put(file.getFileName().toString(), ResultFile.read(file));
        }
        report(results(), directory);
        String html = Files.readString(directory.resolve("report.html")).replaceFirst("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\"/>", "");
        int[] checked = new int[1];
        walk(parse(html).getDocumentElement(), element -> {
            if (element.getTagName().equals("section")) {
                ResultFile file = byName.get(element.getAttribute("data-file"));
                assertNotNull(file, element.getAttribute("data-file"));
                walk(element, inner -> checked[0] += check(file, inner));
            }
        });
        assertTrue(checked[0] > 200, checked[0] + " numbers");
    }

    /** Whether there was a number, which must be the one that the file has there; text that claims to be of no file must be of a few kinds. */
    private static int check(ResultFile file, Element element) {
        if (element.hasAttribute("data-from")) {
            double unit = Double.parseDouble(element.getAttribute("data-unit"));
            Number number = (Number) file.at(element.getAttribute("data-from"));
            assertEquals(Numbers.show(number.doubleValue() / unit), element.getTextContent(), element.getAttribute("data-from"));
            return 1;
        }
        if (element.hasAttribute("data-words")) {
            assertEquals(file.text(element.getAttribute("data-words")), element.getTextContent());
            return 0;
        }
        String kind = element.getAttribute("class");
        if (!kind.equals("label") && !kind.equals("tick") && !element.getTagName().equals("style") && !element.getTagName().equals("title")) {
            StringBuilder own = new StringBuilder();
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                own.append(child.getNodeType() == Node.TEXT_NODE && !isWithinLabel(element) ? child.getTextContent() : "");
            }
            assertTrue(!own.toString().matches("(?s).*\\d.*"), () -> "a number from nowhere: " + own);
        }
        return 0;
    }

    private static boolean isWithinLabel(Element element) {
        return element.getParentNode() instanceof Element parent && parent.getAttribute("class").equals("label");
    }

    @Test
    void plotsAreXmlAndNothingIsCutOffOrHidden() throws Exception {
        report(results(), directory);
        List<Path> plots = files(directory.resolve("plots"), ".svg");
        assertTrue(plots.size() >= 8);
        for (Path plot : plots) {
            Element root = parse(Files.readString(plot)).getDocumentElement();
            String[] box = root.getAttribute("viewBox").split(" ");
            double width = Double.parseDouble(box[2]);
            double height = Double.parseDouble(box[3]);
            List<Label> labels = new ArrayList<>();
            walk(root, element -> {
                if (element.getTagName().equals("text") && !element.getTextContent().isEmpty()) {
                    labels.add(label(element));
                } else if (element.getTagName().equals("rect") && element.getAttribute("width").matches("[0-9.]+")) {
                    double end = number(element, "x") + number(element, "width");
                    assertTrue(number(element, "x") >= 0 && end <= width + SLACK, plot + ": a bar ends at " + end);
                }
            });
            for (int i = 0; i < labels.size(); i++) {
                Label label = labels.get(i);
                assertTrue(label.left >= 0 && label.right <= width && label.top >= 0 && label.bottom <= height, plot + ": cut off: " + label);
                for (Label other : labels.subList(i + 1, labels.size())) {
                    assertTrue(!label.touches(other), plot + ": " + label + " and " + other);
                }
            }
        }
    }

    private static double number(Element element, String name) {
        return element.getAttribute(name).isEmpty() ? 0 : Double.parseDouble(element.getAttribute(name));
    }

    private static Label label(Element element) {
        String text = element.getTextContent();
        double size = number(element, "font-size");
        double length = TextWidth.of(text, size, element.hasAttribute("font-weight"));
        if (element.hasAttribute("transform")) {
            String[] at = element.getAttribute("transform").replaceAll("translate\\(([^)]*)\\).*", "$1").split(" ");
            double x = Double.parseDouble(at[0]);
            double y = Double.parseDouble(at[1]);
            return new Label(text, x - size * 0.75, y - length / 2, x + size * 0.2, y + length / 2);
        }
        String anchor = element.getAttribute("text-anchor");
        double left = number(element, "x") - (anchor.equals("middle") ? length / 2 : anchor.equals("end") ? length : 0);
        return new Label(text, left, number(element, "y") - size * 0.75, left + length, number(element, "y") + size * 0.2);
    }

    @Test
    void whatIsNoResultFileIsRefused() throws IOException {
        for (String content : List.of("", "{}", "[1]", "{\"command\": \"latency\"}", "not json")) {
            Path file = Files.writeString(directory.resolve("wrong.json"), content);
            assertEquals(2, Benchmarks.commandLine().execute("report", file.toString()), content);
        }
        assertEquals(2, Benchmarks.commandLine().execute("report", directory.resolve("none.json").toString()));
    }

    @Test
    void numbersInWords() {
        assertEquals(List.of("0", "1,235", "12.3", "1.23", "0.012", "1.0e-05", "7", "99.9"),
                Stream.of(0.0, 1234.5, 12.34, 1.234, 0.0123, 0.00001, 7.0, 99.94).map(Numbers::show).toList());
        assertEquals(List.of("0", "0.5", "1,000", "0.00001"), Stream.of(0.0, 0.5, 1000.0, 0.00001).map(Numbers::tick).toList());
    }

    @Test
    void scales() {
        Scale linear = Scale.linear(12, 88, 5);
        assertEquals(0, linear.at(0), 1e-9);
        assertEquals(1, linear.at(100), 1e-9);
        assertEquals(List.of("0", "20", "40", "60", "80", "100"), linear.ticks().stream().map(Scale.Tick::text).toList());
        Scale log = Scale.log(3, 4_000);
        assertEquals(0.25, log.at(10), 1e-9);
        Scale percentiles = Scale.percentiles(4);
        assertEquals(0.5, percentiles.at(99), 1e-9);
        assertEquals(List.of("0", "50", "90", "99", "99.9", "99.99"), percentiles.ticks().stream().map(Scale.Tick::text).toList());
        assertEquals(0.75, Scale.names(List.of("a", "b")).at(1), 1e-9);
    }
}
