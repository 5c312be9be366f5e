package org.varve.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a cache looks in every figure. Colours are those of M. Okabe and K. Ito, which people who see few colours can tell apart, and a few between them; lines
 * differ in signs as well, and Varve's is thicker.
 *
 * @param label  name in result files
 * @param name   name for readers
 * @param color  of bars and lines
 * @param dash   of lines, as SVG has it
 * @param marker at the points of lines
 */
record PeerStyle(String label, String name, String color, String dash, Marker marker) {
    /** Signs. */
    enum Marker {
        CIRCLE(),
        SQUARE(-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9),
        DIAMOND(0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0),
        UP(0, -1.2, 1.2, 0.9, -1.2, 0.9),
        DOWN(0, 1.2, 1.2, -0.9, -1.2, -0.9);

        private final double[][] corners;

        Marker(double... coordinates) {
            corners = new double[coordinates.length / 2][];
            for (int i = 0; i < corners.length; i++) {
                corners[i] = new double[] {coordinates[2 * i], coordinates[2 * i + 1]};
            }
        }

        double[][] corners() {
            return corners;
        }
    }

    private static final String VARVE = "varve";
    private static final double THICK = 2.8;
    private static final double THIN = 1.5;
    private static final Map<String, PeerStyle> ALL = new LinkedHashMap<>();

    static {
        add(VARVE, "Varve", "#d55e00", "", Marker.CIRCLE);
        add("varve_java", "Varve, Java serialization", "#e8a06b", "", Marker.CIRCLE);
        add("ehcache", "Ehcache off-heap", "#0072b2", "", Marker.SQUARE);
        add("ehcache_hand_written", "Ehcache, by hand", "#6fa8d0", "", Marker.SQUARE);
        add("ohc_linked", "OHC linked", "#009e73", "", Marker.UP);
        add("ohc_chunked", "OHC chunked", "#5cc4a4", "6 2", Marker.DOWN);
        add("chronicle_map", "Chronicle Map", "#8c6d31", "2 2", Marker.DIAMOND);
        add("infinispan", "Infinispan off-heap", "#56b4e9", "", Marker.DIAMOND);
        add("hazelcast", "Hazelcast", "#b5a900", "", Marker.UP);
        add("caffeine_jcache", "Caffeine JCache", "#882255", "", Marker.DOWN);
        add("caffeine", "Caffeine (references)", "#cc79a7", "6 2", Marker.CIRCLE);
        add("cache2k_jcache", "cache2k (references)", "#555555", "", Marker.SQUARE);
        add("caffeine_entries_of_varve", "Caffeine, entries of Varve", "#333333", "1 3", Marker.DIAMOND);
        add("bare", "bare table (no cache)", "#b0b0b0", "1 2", Marker.SQUARE);
        add("control", "no cache (machine)", "#9a9a9a", "2 3", Marker.DIAMOND);
    }

    private static void add(String label, String name, String color, String dash, Marker marker) {
        ALL.put(label, new PeerStyle(label, name, color, dash, marker));
    }

    /** Of a cache; one that is not known is black. */
    static PeerStyle of(String label) {
        return ALL.getOrDefault(label, new PeerStyle(label, label, "#000000", "", Marker.CIRCLE));
    }

    /** The order in which caches appear; those that are not known come last. */
    static int order(String label) {
        int at = List.copyOf(ALL.keySet()).indexOf(label);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    boolean isEmphasized() {
        return label.equals(VARVE);
    }

    boolean isFilled() {
        return dash.isEmpty();
    }

    double thickness() {
        return isEmphasized() ? THICK : THIN;
    }
}
