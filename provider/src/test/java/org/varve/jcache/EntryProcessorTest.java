package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryProcessorTest extends CacheFixture {
    /** A step of a processor, chosen by a letter. */
    private static final EntryProcessor<String, String, String> STEPS = (entry, arguments) -> {
        StringBuilder seen = new StringBuilder();
        for (char step : ((String) arguments[0]).toCharArray()) {
            step(entry, step, seen);
        }
        return seen.toString();
    };

    private static void step(MutableEntry<String, String> entry, char step, StringBuilder seen) {
        switch (step) {
            case 'g' -> seen.append(entry.getValue()).append(' ');
            case 'e' -> seen.append(entry.exists()).append(' ');
            case 's' -> entry.setValue("set");
            case 't' -> entry.setValue("twice");
            case 'r' -> entry.remove();
            case 'x' -> throw new IllegalStateException("x");
            default -> throw new AssertionError(step);
        }
    }

    private final RecordingWriter writer = new RecordingWriter();
    private Cache<String, String> cache;

    @BeforeEach
    void create() {
        cache = manager.createCache("processed", strings().addCacheEntryListenerConfiguration(recorder())
                .setWriteThrough(true).setCacheWriterFactory(of(writer)));
    }

    private void check(boolean present, String steps, String seen, List<String> events, List<String> writes,
            List<Long> counted) {
        cache.clear();
        if (present) {
            cache.put("k", "old");
        }
        statistics(cache).clear();
        log.clear();
        writer.calls.clear();
        assertEquals(seen, cache.invoke("k", STEPS, steps), steps);
        assertEquals(events, log, steps);
        assertEquals(writes, writer.calls, steps);
        assertEquals(counted, counts(cache), steps);
    }

    @Test
    void theLastActionDecidesOnAMissingEntry() {
        List<String> none = List.of();
        check(false, "", "", none, none, counts(0, 1, 0, 0));
        check(false, "ge", "null false ", none, none, counts(0, 1, 0, 0));
        check(false, "sge", "set true ", List.of("CREATED k set"), List.of("write k=set"), counts(0, 1, 1, 0));
        check(false, "st", "", List.of("CREATED k twice"), List.of("write k=twice"), counts(0, 1, 1, 0));
        check(false, "srge", "null false ", none, none, counts(0, 1, 0, 0));
        check(false, "srs", "", List.of("CREATED k set"), List.of("write k=set"), counts(0, 1, 1, 0));
        check(false, "re", "false ", none, List.of("delete k"), counts(0, 1, 0, 0));
    }

    @Test
    void theLastActionDecidesOnAnExistingEntry() {
        List<String> none = List.of();
        check(true, "", "", none, none, counts(1, 0, 0, 0));
        check(true, "eg", "true old ", none, none, counts(1, 0, 0, 0));
        check(true, "gstg", "old twice ", List.of("UPDATED k twice old old"), List.of("write k=twice"), counts(1, 0, 1, 0));
        check(true, "sr", "", List.of("REMOVED k old old old"), List.of("delete k"), counts(1, 0, 0, 1));
        check(true, "rge", "null false ", List.of("REMOVED k old old old"), List.of("delete k"), counts(1, 0, 0, 1));
        check(true, "rs", "", List.of("UPDATED k set old old"), List.of("write k=set"), counts(1, 0, 1, 0));
    }

    @Test
    void anExceptionAppliesNothing() {
        cache.put("k", "old");
        log.clear();
        writer.calls.clear();
        EntryProcessorException e = assertThrows(EntryProcessorException.class, () -> cache.invoke("k", STEPS, "srx"));
        assertInstanceOf(IllegalStateException.class, e.getCause());
        assertEquals("old", cache.get("k"));
        assertEquals(List.of(), log);
        assertEquals(List.of(), writer.calls);
        EntryProcessorException own = new EntryProcessorException("own");
        assertEquals(own, assertThrows(EntryProcessorException.class, () -> cache.invoke("k", (entry, arguments) -> {
            throw own;
        })));
        assertThrows(StackOverflowError.class, () -> cache.invoke("k", (entry, arguments) -> {
            throw new StackOverflowError();
        }));
    }

    @Test
    void aWriterThatThrowsAppliesNothing() {
        cache.put("k", "old");
        log.clear();
        writer.refused.add("k");
        assertThrows(CacheWriterException.class, () -> cache.invoke("k", STEPS, "s"));
        assertThrows(CacheWriterException.class, () -> cache.invoke("k", STEPS, "r"));
        assertEquals("old", cache.get("k"));
        assertEquals(List.of(), log);
        assertEquals(counts(3, 0, 1, 0), counts(cache));
    }

    @Test
    void invokeAllHasOneResultPerKeyAndNoneForNull() {
        cache.put("a", "1");
        EntryProcessor<String, String, String> processor = (entry, arguments) -> {
            if (entry.getKey().equals("bad")) {
                throw new IllegalStateException("bad");
            }
            return entry.getValue();
        };
        Map<String, EntryProcessorResult<String>> results = cache.invokeAll(Set.of("a", "b", "bad"), processor);
        assertEquals(Set.of("a", "bad"), results.keySet());
        assertEquals("1", results.get("a").get());
        EntryProcessorException e = assertThrows(EntryProcessorException.class, () -> results.get("bad").get());
        assertInstanceOf(IllegalStateException.class, e.getCause());
        assertThrows(NullPointerException.class, () -> cache.invokeAll(Set.of("a"), null));
    }

    @Test
    void aMissingValueIsReadThrough() {
        Cache<String, String> loaded = manager.createCache("loaded", strings().setReadThrough(true).setWriteThrough(true)
                .setCacheWriterFactory(of(writer)).addCacheEntryListenerConfiguration(recorder())
                .setCacheLoaderFactory(of(new CacheLoader<String, String>() {
                    @Override
                    public String load(String key) {
                        return key.equals("none") ? null : "loaded";
                    }

                    @Override
                    public Map<String, String> loadAll(Iterable<? extends String> keys) {
                        throw new UnsupportedOperationException();
                    }
                })));
        assertEquals("false loaded true ", loaded.invoke("k", STEPS, "ege"));
        assertEquals(List.of("CREATED k loaded"), log);
        assertEquals(List.of(), writer.calls);
        assertEquals(counts(0, 1, 0, 0), counts(loaded));
        assertEquals("null false ", loaded.invoke("none", STEPS, "ge"));
        assertEquals("loaded ", loaded.invoke("l", STEPS, "gr"));
        assertFalse(loaded.containsKey("l"));
        assertEquals("loaded ", loaded.invoke("m", STEPS, "gs"));
        assertEquals("set", loaded.get("m"));
        assertEquals(List.of("write m=set"), writer.calls);
    }

    @Test
    void typesAndNullsAreChecked() {
        assertThrows(EntryProcessorException.class, () -> cache.invoke("k", (entry, arguments) -> {
            entry.setValue(null);
            return null;
        }));
        EntryProcessor<String, String, Object> wrong = (entry, arguments) -> {
            @SuppressWarnings({"unchecked", "rawtypes"})
            MutableEntry<String, Object> raw = (MutableEntry) entry;
            raw.setValue(1);
            return null;
        };
        EntryProcessorException e = assertThrows(EntryProcessorException.class, () -> cache.invoke("k", wrong));
        assertInstanceOf(ClassCastException.class, e.getCause());
        assertNull(cache.get("k"));
        assertTrue(cache.<Boolean>invoke("k", (entry, arguments) -> entry.unwrap(MutableEntry.class) == entry));
        assertThrows(EntryProcessorException.class,
                () -> cache.invoke("k", (entry, arguments) -> entry.unwrap(Thread.class)));
    }

    @Test
    void anEntryEndsWithItsProcessor() {
        cache.put("k", "v");
        List<MutableEntry<String, String>> kept = new ArrayList<>();
        cache.invoke("k", (entry, arguments) -> kept.add(entry));
        MutableEntry<String, String> entry = kept.get(0);
        cache.put("other", "not k's value");
        assertThrows(IllegalStateException.class, entry::getValue);
        assertThrows(IllegalStateException.class, entry::exists);
        assertThrows(IllegalStateException.class, entry::remove);
        assertThrows(IllegalStateException.class, () -> entry.setValue("late"));
        assertEquals("k", entry.getKey());
    }

    @Test
    void closingTheCacheEndsInvokeAll() {
        assertThrows(IllegalStateException.class, () -> cache.invokeAll(Set.of("a", "b"), (entry, arguments) -> {
            cache.close();
            return null;
        }));
    }
}
