package org.varve.jcache.differential;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** What lies behind a cache: a loader and a writer that write down their calls. */
final class Outside implements CacheLoader<String, String>, CacheWriter<String, String> {
    private final Draw.Writing writing;
    private final Queue<String> calls;
    private final Runnable leftBehind;

    /**
     * @param leftBehind runs where {@link Draw.Writing#LEAVES_COLLECTION} would leave something in the collection, which is
     *                   then taken out; or null, and it stays
     */
    Outside(Draw.Writing writing, Queue<String> calls, Runnable leftBehind) {
        this.writing = writing;
        this.calls = calls;
        this.leftBehind = leftBehind;
    }

    @Override
    public String load(String key) {
        calls.add("load " + key);
        return value(key);
    }

    private static String value(String key) {
        if (key.equals("bad")) {
            throw new IllegalStateException("bad");
        }
        return key.equals("none") ? null : "loaded";
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
        TreeSet<String> sorted = new TreeSet<>();
        keys.forEach(sorted::add);
        calls.add("loadAll " + sorted);
        Map<String, String> loaded = new HashMap<>();
        sorted.forEach(key -> loaded.put(key, value(key)));
        return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
        calls.add("write " + entry.getKey() + "=" + entry.getValue());
        refuse(writing.refuses(entry.getKey()));
    }

    @Override
    public void delete(Object key) {
        calls.add("delete " + key);
        refuse(writing.refuses((String) key));
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
        Map<String, String> sorted = new TreeMap<>();
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        calls.add("writeAll " + sorted);
        boolean refused = sorted.keySet().stream().anyMatch(writing::refuses);
        if (takes(entries, refused)) {
            entries.removeIf(entry -> !writing.refuses(entry.getKey()));
        }
        refuse(refused);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        calls.add("deleteAll " + new TreeSet<>(keys));
        boolean refused = keys.stream().anyMatch(key -> writing.refuses((String) key));
        if (takes(keys, refused)) {
            keys.removeIf(key -> !writing.refuses((String) key));
        }
        refuse(refused);
    }

    private boolean takes(Collection<?> all, boolean refused) {
        if (writing == Draw.Writing.LEAVES_COLLECTION) {
            if (leftBehind != null && !all.isEmpty()) {
                leftBehind.run();
            }
            return leftBehind != null;
        }
        return !(refused && writing == Draw.Writing.REFUSES_ALL);
    }

    private void refuse(boolean refused) {
        if (refused) {
            throw writing == Draw.Writing.REFUSES_BY_THE_BOOK ? new CacheWriterException("refused")
                    : new IllegalArgumentException("refused");
        }
    }
}
