package org.varve.jcache.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One operation, as data, so that a sequence can be repeated and shortened. What a kind has no use for is ignored.
 *
 * @param key       for operations on one key
 * @param keys      for operations on several
 * @param value     put, set or compared with
 * @param other     replaces {@code value}
 * @param processor a letter for each thing that an entry processor does, see {@link Script}
 * @param flag      for {@code loadAll}: replace what exists
 * @param millis    for {@link Kind#ADVANCE}
 */
record Step(Kind kind, String key, List<String> keys, String value, String other, String processor, boolean flag, int millis) {
    enum Kind {
        GET, GET_ALL, CONTAINS_KEY, LOAD_ALL, PUT, GET_AND_PUT, PUT_ALL, PUT_IF_ABSENT, REMOVE, REMOVE_VALUE, GET_AND_REMOVE,
        REPLACE, REPLACE_VALUE, GET_AND_REPLACE, REMOVE_ALL, REMOVE_ALL_KEYS, CLEAR, INVOKE, INVOKE_ALL, ITERATE,
        ITERATE_AND_REMOVE, REGISTER, DEREGISTER, ADVANCE
    }

    /** "bad" cannot be loaded or written, "none" is nowhere to be loaded from. */
    static final List<String> KEYS = List.of("a", "b", "c", "bad", "none");

    /** Each kind as often as it is to come up. */
    private static final List<Kind> LIKELY = likely();

    private static List<Kind> likely() {
        List<Kind> likely = new ArrayList<>(List.of(Kind.values()));
        likely.addAll(List.of(Kind.PUT, Kind.PUT, Kind.PUT, Kind.GET, Kind.INVOKE, Kind.INVOKE, Kind.INVOKE, Kind.INVOKE_ALL,
                Kind.ADVANCE, Kind.PUT_ALL, Kind.ITERATE_AND_REMOVE, Kind.GET_ALL));
        return likely;
    }

    static Step drawn(Random random) {
        List<String> keys = new ArrayList<>(KEYS);
        keys.removeIf(key -> random.nextInt(5) < 3);
        StringBuilder processor = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            processor.append("ggesr".charAt(random.nextInt(5)));
        }
        if (random.nextInt(8) == 0) {
            processor.append("xc".charAt(random.nextInt(2)));
        }
        return new Step(LIKELY.get(random.nextInt(LIKELY.size())), KEYS.get(random.nextInt(KEYS.size())), List.copyOf(keys),
                "v" + random.nextInt(3), "v" + random.nextInt(3), processor.toString(), random.nextBoolean(),
                1 + random.nextInt(12));
    }

    Set<String> keySet() {
        return new LinkedHashSet<>(keys);
    }

    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        keys.forEach(each -> map.put(each, value));
        return map;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case GET, CONTAINS_KEY, REMOVE, GET_AND_REMOVE -> kind + " " + key;
            case PUT, GET_AND_PUT, PUT_IF_ABSENT, REMOVE_VALUE, REPLACE, GET_AND_REPLACE -> kind + " " + key + " " + value;
            case REPLACE_VALUE -> kind + " " + key + " " + value + " " + other;
            case GET_ALL, REMOVE_ALL_KEYS, ITERATE_AND_REMOVE -> kind + " " + keys;
            case LOAD_ALL -> kind + " " + keys + (flag ? " replace" : "");
            case PUT_ALL -> kind + " " + keys + " " + value;
            case INVOKE -> kind + " " + key + " " + processor;
            case INVOKE_ALL -> kind + " " + keys + " " + processor;
            case ADVANCE -> kind + " " + millis + " ms";
            case REMOVE_ALL, CLEAR, ITERATE, REGISTER, DEREGISTER -> kind.toString();
        };
    }
}
