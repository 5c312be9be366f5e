package org.varve.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.varve.benchmarks.measure.Json;

/** What a command has written, and where in it each thing stands. */
final class ResultFile {
    private static final String ROWS = "rows";

    private final String name;
    private final Map<?, ?> tree;

    ResultFile(String name, Map<?, ?> tree) {
        this.name = name;
        this.tree = tree;
    }

    /** @throws IOException if it cannot be read or is no result file; says which */
    static ResultFile read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            if (Json.read(text) instanceof Map<?, ?> tree && tree.get("command") instanceof String && tree.get(ROWS) instanceof List) {
                return new ResultFile(file.getFileName().toString(), tree);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is " + e.getMessage(), e);
        }
        throw new IOException(file + " is not a result file: it lacks \"command\" or \"rows\"");
    }

    /** Of the file, without its directory. */
    String name() {
        return name;
    }

    /** Its name without the ending, for the figures made of it. */
    String base() {
        return name.replaceAll("\\.json$", "");
    }

    String command() {
        return text("command");
    }

    /** What stands at a path; null if nothing does. */
    Object at(String path) {
        Object here = tree;
        for (String step : path.split("/")) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else if (here instanceof List<?> list && step.matches("\\d+") && Integer.parseInt(step) < list.size()) {
                here = list.get(Integer.parseInt(step));
            } else {
                return null;
            }
        }
        return here;
    }

    String text(String path) {
        return String.valueOf(at(path));
    }

    /** The number at a path; null if there is none. */
    Shown number(String path, double unit) {
        return at(path) instanceof Number number ? new Shown(number.doubleValue(), path, unit) : null;
    }

    /** All numbers of a list; empty if there is none. */
    List<Double> numbers(String path) {
        List<Double> numbers = new ArrayList<>();
        if (at(path) instanceof List<?> list) {
            list.forEach(one -> numbers.add(one instanceof Number number ? number.doubleValue() : Double.NaN));
        }
        return numbers;
    }

    /** Paths of the rows in which these things are so: name and value in turns. */
    List<String> rows(String... conditions) {
        List<String> found = new ArrayList<>();
        int count = ((List<?>) tree.get(ROWS)).size();
        for (int i = 0; i < count; i++) {
            String path = ROWS + "/" + i;
            boolean holds = true;
            for (int c = 0; c < conditions.length; c += 2) {
                holds &= text(path + "/" + conditions[c]).equals(conditions[c + 1]);
            }
            if (holds) {
                found.add(path);
            }
        }
        return found;
    }

    /** What a column holds, each once, in order. */
    Set<String> distinct(String column) {
        Set<String> values = new LinkedHashSet<>();
        for (String row : rows()) {
            if (at(row + "/" + column) != null) {
                values.add(text(row + "/" + column));
            }
        }
        return values;
    }

    /** The caches in it, in the order in which figures have them. */
    List<String> peers() {
        return distinct("peer").stream().sorted(Comparator.comparingInt(PeerStyle::order)).toList();
    }
}
