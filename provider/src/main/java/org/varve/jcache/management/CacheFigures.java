package org.varve.jcache.management;

import java.util.Locale;
import org.varve.codec.CompressionFigures;
import org.varve.config.ByteSize;
import org.varve.store.KeyspaceFigures;

/**
 * One reading of a cache's figures.
 *
 * @param name         of the cache
 * @param store        the store that it lives in
 * @param memory       records, bytes, evictions, expirations
 * @param isCounting   whether statistics are enabled: otherwise the next four stand still
 * @param hits         look-ups that found something since statistics were enabled or cleared
 * @param misses       look-ups that found nothing
 * @param puts         entries created or updated
 * @param removals     entries removed
 * @param compression  what compression has done to the values
 */
public record CacheFigures(String name, String store, KeyspaceFigures memory, boolean isCounting, long hits, long misses, long puts, long removals,
        CompressionFigures compression) {

    /** The part of all look-ups that found something, from 0 to 1; NaN if there was none. */
    public double hitRatio() {
        return (double) hits / (hits + misses);
    }

    /** In one line, for people. */
    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "cache '%s' in store '%s': %d records, %s", name, store, memory.records(), bytes(memory.bytes()));
        text += isCounting ? hitsInWords() : ", hits not counted (statistics are off)";
        text += String.format(Locale.ROOT, ", %d evictions (%d oversized), %d expirations", memory.evictions(), memory.oversized(), memory.expirations());
        text += ", floor " + (memory.floor() == 0 ? "none" : bytes(memory.floor()));
        text += ", ceiling " + (memory.ceiling() == Long.MAX_VALUE ? "none" : bytes(memory.ceiling()));
        return text + (compression.bytesAfter() == 0 ? "" : String.format(Locale.ROOT, ", compressed %.2f : 1", compression.ratio()));
    }

    private String hitsInWords() {
        return hits + misses == 0 ? ", no gets yet" : String.format(Locale.ROOT, ", hit ratio %.1f %% of %d gets", 100 * hitRatio(), hits + misses);
    }

    private static String bytes(long count) {
        return ByteSize.format(count);
    }
}
