package org.varve.jcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Writes its calls into a list. Keys in {@link #refused} make it throw; in bulk calls the others are done before. */
final class RecordingWriter implements CacheWriter<String, String> {
    final List<String> calls;
    final Set<String> refused = new HashSet<>();

    RecordingWriter() {
        this(new ArrayList<>());
    }

    RecordingWriter(List<String> calls) {
        this.calls = calls;
    }

    private void check(Object key) {
        if (refused.contains(key)) {
            throw new IllegalArgumentException("refused " + key);
        }
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
        calls.add("write " + entry.getKey() + "=" + entry.getValue());
        check(entry.getKey());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
        Set<String> texts = new TreeSet<>();
        entries.forEach(entry -> texts.add(entry.getKey() + "=" + entry.getValue()));
        calls.add("writeAll " + texts);
        entries.removeIf(entry -> !refused.contains(entry.getKey()));
        if (!entries.isEmpty()) {
            throw new IllegalArgumentException("refused some");
        }
    }

    @Override
    public void delete(Object key) {
        calls.add("delete " + key);
        check(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        calls.add("deleteAll " + new TreeSet<>(keys));
        keys.removeIf(key -> !refused.contains(key));
        if (!keys.isEmpty()) {
            throw new IllegalArgumentException("refused some");
        }
    }
}
