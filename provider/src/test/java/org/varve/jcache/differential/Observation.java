package org.varve.jcache.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one operation did and told. Mutable: {@link Exemption}s make of the reference implementation's what Varve's is to be. */
final class Observation {
    static final int HITS = 0;
    static final int MISSES = 1;
    static final int PUTS = 2;
    static final int REMOVALS = 3;

    /** The value, or the class of the exception. */
    String result;
    /** By listener and key, see {@link Ear#about}, in order. */
    final Map<String, List<String>> events;
    /** Of loader and writer, in order. */
    final List<String> calls;
    /** By how much they grew. */
    final long[] counts;

    Observation(String result, Map<String, List<String>> events, List<String> calls, long[] counts) {
        this.result = result;
        this.events = events;
        this.calls = calls;
        this.counts = counts;
    }

    Observation copy() {
        Map<String, List<String>> copies = new TreeMap<>();
        events.forEach((about, words) -> copies.put(about, new ArrayList<>(words)));
        return new Observation(result, copies, new ArrayList<>(calls), counts.clone());
    }

    List<String> eventsFor(String about) {
        return events.computeIfAbsent(about, none -> new ArrayList<>());
    }

    @Override
    public String toString() {
        Map<String, List<String>> some = new TreeMap<>(events);
        some.values().removeIf(List::isEmpty);
        return result + ", events " + some + ", calls " + calls + ", hits misses puts removals " + Arrays.toString(counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observation && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
