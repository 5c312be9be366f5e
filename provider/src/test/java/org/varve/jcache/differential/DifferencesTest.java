package org.varve.jcache.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.config.StoreSettings;
import org.varve.jcache.VarveCachingProvider;

/**
 * Each {@link Adaptation} by itself: that the reference implementation is as it says, without adaptation, and what Varve
 * does. And all differences are documented.
 */
class DifferencesTest {
    private static final String NAME = "difference";

    private final ReferenceImplementation reference = new ReferenceImplementation();
    private final VarveCachingProvider varve = new VarveCachingProvider();

    @AfterEach
    void close() {
        reference.close();
        varve.close();
    }

    private Cache<String, String> theirs(MutableConfiguration<String, String> configuration) {
        return reference.manager().createCache(NAME, configuration);
    }

    private Cache<String, String> ours(MutableConfiguration<String, String> configuration) {
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        CacheManager manager = varve.getCacheManager(URI.create("differential:differences"), null, properties);
        return manager.createCache(NAME, configuration);
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    private static MutableConfiguration<String, String> writing(Draw.Writing writing, Queue<String> calls) {
        Outside outside = new Outside(writing, calls, null);
        return strings().setWriteThrough(true).setCacheWriterFactory(() -> outside);
    }

    private static MutableConfiguration<String, String> expiring(Duration creation, MutableConfiguration<String, String> configuration) {
        return configuration.setExpiryPolicyFactory(() -> new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                return creation;
            }

            @Override
            public Duration getExpiryForAccess() {
                return Duration.ZERO;
            }

            @Override
            public Duration getExpiryForUpdate() {
                return null;
            }
        });
    }

    private static Set<String> keys(Cache<String, String> cache) {
        Set<String> keys = new TreeSet<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    @Test
    void aWriterThatReturnsHasWritten() {
        // The reference implementation asks for a null key, which Map.of refuses to be asked for.
        Map<String, String> entries = new HashMap<>(Map.of("a", "v", "b", "v"));
        Cache<String, String> theirs = theirs(writing(Draw.Writing.LEAVES_COLLECTION, new ConcurrentLinkedQueue<>()));
        theirs.putAll(entries);
        assertEquals(Set.of(), keys(theirs));
        Cache<String, String> ours = ours(writing(Draw.Writing.LEAVES_COLLECTION, new ConcurrentLinkedQueue<>()));
        ours.putAll(entries);
        assertEquals(Set.of("a", "b"), keys(ours));
        ours.removeAll(Set.of("a"));
        assertEquals(Set.of("b"), keys(ours));
    }

    @Test
    void removeAllLeavesTheExpiredToThemselves() {
        for (boolean varves : new boolean[] {false, true}) {
            Queue<String> calls = new ConcurrentLinkedQueue<>();
            MutableConfiguration<String, String> configuration =
                    expiring(Duration.ETERNAL, writing(Draw.Writing.ALL, calls));
            Cache<String, String> cache = varves ? ours(configuration) : theirs(configuration);
            cache.put("a", "v");
            assertEquals("v", cache.get("a"), "and has expired now");
            calls.clear();
            cache.removeAll();
            assertEquals(varves ? List.of() : List.of("deleteAll [a]"), List.copyOf(calls));
        }
    }

    @Test
    void aPolicyWithoutAnswerForACreationMeansForEver() {
        Cache<String, String> theirs = theirs(expiring(null, strings()));
        assertThrows(NullPointerException.class, () -> theirs.put("a", "v"));
        Cache<String, String> ours = ours(expiring(null, strings()));
        ours.put("a", "v");
        assertTrue(ours.containsKey("a"));
    }

    @Test
    void whatAProcessorRemovesStaysRemoved() {
        List<String> seen = new ArrayList<>();
        for (boolean varves : new boolean[] {false, true}) {
            MutableConfiguration<String, String> configuration = strings().setReadThrough(true)
                    .setCacheLoaderFactory(() -> new Outside(Draw.Writing.NO_WRITER, new ConcurrentLinkedQueue<>(), null));
            Cache<String, String> cache = varves ? ours(configuration) : theirs(configuration);
            cache.put("a", "v");
            seen.add(cache.invoke("a", new Script("rg", null)) + cache.containsKey("a"));
        }
        assertEquals(List.of("loaded true", "null false"), seen);
    }

    /** The other end of {@link Exemption#ITERATOR_REMOVES_EXPIRED}: a get and a remove instead of next and remove. */
    @Test
    void whatTheLastAccessHasLetExpireIsNotThereToRemove() {
        for (boolean varves : new boolean[] {false, true}) {
            MutableConfiguration<String, String> configuration = expiring(Duration.ETERNAL, strings());
            Cache<String, String> cache = varves ? ours(configuration) : theirs(configuration);
            cache.put("a", "v");
            assertEquals("v", cache.get("a"));
            assertEquals(false, cache.remove("a"));
            cache.put("b", "v");
            Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
            assertEquals("b", iterator.next().getKey());
            iterator.remove();
            assertNull(cache.get("b"));
        }
    }

    @Test
    void everyDifferenceIsDocumented() throws Exception {
        String document = Files.readString(Path.of("../docs/jsr107-conformance.md"));
        for (Exemption exemption : Exemption.values()) {
            assertRow(document, exemption.where(), exemption.name());
        }
        for (Adaptation adaptation : Adaptation.values()) {
            assertRow(document, adaptation.where(), adaptation.name());
        }
    }

    private static void assertRow(String document, String where, String rule) {
        assertTrue(document.lines().anyMatch(line -> line.startsWith("| " + where + " | ") && line.endsWith(" | " + rule + " |")), rule);
    }
}
