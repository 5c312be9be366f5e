package org.varve.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.peers.Bound;
import org.varve.benchmarks.peers.PeerCache;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.trace.Trace;

/** Plays a trace against a cache that is opened anew each time: what is missing is put. */
final class HitRatioMain implements ForkedMain.Answers {
    private final PeerKind kind;
    private final Setup setup;
    private final Trace trace;
    private final int[] sizes;
    private final String[] keys;

    private HitRatioMain(PeerKind kind, Setup setup, TraceValues values, long seed) throws Exception {
        this.kind = kind;
        this.setup = setup;
        trace = values.source().load(values.mostRequests(), seed);
        sizes = values.sizes(trace);
        keys = new String[trace.distinct()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (String) KeyKind.STRING.object(i);
        }
    }

    /** @param arguments kind of the cache, setup, seed, trace with what its values are */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new HitRatioMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), TraceValues.parse(arguments[3]),
                Long.parseLong(arguments[2])));
    }

    /** @param question capacity in bytes, or 0 for that of the setup */
    @Override
    public String to(String question) throws Exception {
        long bytes = Long.parseLong(question);
        return Json.line(play(bytes == 0 || setup.bound() == Bound.ENTRIES ? setup : setup.withCapacity(bytes)));
    }

    private Map<String, Object> play(Setup with) throws Exception {
        long hits = 0;
        long hitBytes = 0;
        long bytes = 0;
        long resident = 0;
        long payload = 0;
        try (PeerCache cache = kind.peer().open(with)) {
            for (int key : trace.keys()) {
                bytes += sizes[key];
                if (cache.get(keys[key]) != null) {
                    hits++;
                    hitBytes += sizes[key];
                } else {
                    cache.put(keys[key], new byte[sizes[key]]);
                }
            }
            for (int i = 0; i < keys.length; i++) {
                Object value = cache.get(keys[i]);
                if (value != null) {
                    resident++;
                    payload += keys[i].length() + ((byte[]) value).length;
                }
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("hit_percent", 100 * trace.ratio(hits));
        figures.put("byte_hit_percent", bytes == 0 ? 0 : 100.0 * hitBytes / bytes);
        figures.put("resident_entries", resident);
        figures.put("resident_payload_bytes", payload);
        return figures;
    }
}
