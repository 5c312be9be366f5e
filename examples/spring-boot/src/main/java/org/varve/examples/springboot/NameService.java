package org.varve.examples.springboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.stereotype.Service;

/**
 * Step 2: say what is worth keeping ({@code @Cacheable}), and what outdates it ({@code @CachePut},
 * {@code @CacheEvict}).
 */
@Service
class NameService {

    private final CldrNames cldr;
    private final Map<LocalizedConcept, String> corrections = new ConcurrentHashMap<>();

    NameService(CldrNames cldr) {
        this.cldr = cldr;
    }

    /** With one parameter, that parameter is the key. An exception is not cached. */
    @Cacheable("names")
    public String name(LocalizedConcept key) {
        requireKnown(key.concept());
        return lookUp(key);
    }

    /** Asks every locale there is: the call that the cache is for. Who asks for the same at the same time waits for the first. */
    @Cacheable(cacheNames = "translations", sync = true)
    public Translations translations(Concept concept) {
        requireKnown(concept);
        SortedMap<String, List<String>> locales = new TreeMap<>();
        for (String locale : cldr.locales()) {
            String name = lookUp(new LocalizedConcept(locale, concept));
            locales.computeIfAbsent(name, absent -> new ArrayList<>()).add(locale);
        }
        return new Translations(concept, locales);
    }

    /** The return value becomes the cached name. The translations must be computed afresh. */
    @CachePut(cacheNames = "names", key = "#key")
    @CacheEvict(cacheNames = "translations", key = "#key.concept()")
    public String correct(LocalizedConcept key, String name) {
        requireKnown(key.concept());
        corrections.put(key, name);
        return name;
    }

    /** All corrections are gone, and so is all that may have come of them. */
    @CacheEvict(cacheNames = {"names", "translations"}, allEntries = true)
    public void withdrawAllCorrections() {
        corrections.clear();
    }

    /** Back to CLDR: both caches forget. */
    @Caching(evict = {
        @CacheEvict(cacheNames = "names", key = "#key"),
        @CacheEvict(cacheNames = "translations", key = "#key.concept()")
    })
    public void withdrawCorrection(LocalizedConcept key) {
        corrections.remove(key);
    }

    private String lookUp(LocalizedConcept key) {
        String correction = corrections.get(key);
        return correction != null ? correction : cldr.name(key);
    }

    private void requireKnown(Concept concept) {
        if (!cldr.exists(concept)) {
            throw new UnknownConceptException(concept);
        }
    }
}
