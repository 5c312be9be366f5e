package org.varve.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What one run of the TCK left behind, as Surefire wrote it down.
 *
 * @param run tests that ran; an excluded test counts as run and passed
 * @param failures tests that failed
 * @param errors tests that ended in an unexpected exception
 * @param skipped tests that were skipped
 * @param excluded the tests that the TCK's own rules excluded, as {@code class#method}, one per announcement
 * @param javaVersions the Java version of every test class's report
 * @param classPaths the class path of every test class's report
 */
record TckReport(
        int run,
        int failures,
        int errors,
        int skipped,
        List<String> excluded,
        List<String> javaVersions,
        List<String> classPaths) {

    /** Written by the TCK's rule; the method's name follows a tab. */
    private static final Pattern EXCLUSION = Pattern.compile("EXCLUDING TEST '([^']+)'\\s+'([^']+)'");

    /**
     * Reads a directory of Surefire reports.
     *
     * @param directory holds a {@code TEST-*.xml} for every test class and a {@code *-output.txt} for those that printed
     * @return the sums over all of them
     * @throws IOException when there is no such directory, or a report cannot be read
     */
    static TckReport read(Path directory) throws IOException {
        var counts = new int[4];
        var javaVersions = new ArrayList<String>();
        var classPaths = new ArrayList<String>();
        var excluded = new ArrayList<String>();
        for (Path file : filesOf(directory)) {
            String name = file.getFileName().toString();
            if (name.startsWith("TEST-") && name.endsWith(".xml")) {
                Element suite = parse(file);
                counts[0] += count(suite, "tests");
                counts[1] += count(suite, "failures");
                counts[2] += count(suite, "errors");
                counts[3] += count(suite, "skipped");
                javaVersions.add(property(suite, "java.version"));
                classPaths.add(property(suite, "surefire.test.class.path"));
            } else if (name.endsWith("-output.txt")) {
                addExclusions(file, excluded);
            }
        }
        return new TckReport(counts[0], counts[1], counts[2], counts[3], excluded, javaVersions, classPaths);
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static Element parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("not a report: " + file, e);
        }
    }

    private static int count(Element suite, String attribute) throws IOException {
        try {
            return Integer.parseInt(suite.getAttribute(attribute));
        } catch (NumberFormatException e) {
            throw new IOException("no count of " + attribute + " in the report of " + suite.getAttribute("name"), e);
        }
    }

    private static String property(Element suite, String name) {
        NodeList properties = suite.getElementsByTagName("property");
        for (int i = 0; i < properties.getLength(); i++) {
            var property = (Element) properties.item(i);
            if (property.getAttribute("name").equals(name)) {
                return property.getAttribute("value");
            }
        }
        return "";
    }

    private static void addExclusions(Path file, List<String> excluded) throws IOException {
        // Whatever charset a test printed in, the announcements are ASCII and no byte is malformed here.
        Matcher matcher = EXCLUSION.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            excluded.add(matcher.group(1) + '#' + matcher.group(2));
        }
    }
}
