package org.varve.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.varve.config.VarveConfiguration;
import org.varve.jcache.VarveCache;
import org.varve.jcache.VarveCacheManager;
import org.varve.jcache.VarveCachingProvider;
import org.varve.store.StoreFigures;

/** Calls the running service over HTTP. Its context ends with it: the cache manager of a URI is one for the whole JVM. */
@DirtiesContext
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        // One of the tests makes a bad request on purpose.
        properties = {"spring.main.banner-mode=off", "logging.level.org.springframework.web.servlet.mvc.support=error"})
class NamesApplicationTest {

    private static final String SWITZERLAND = "/names/de/territory/CH";
    private static final String TRANSLATIONS = "/translations/territory/CH";

    /** The real source, with its calls counted. */
    static final class CountingCldrNames extends CldrNames {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        String name(LocalizedConcept key) {
            calls.incrementAndGet();
            return super.name(key);
        }

        /** Number of calls since the last question. */
        int takeCalls() {
            return calls.getAndSet(0);
        }
    }

    @TestConfiguration
    static class Counting {

        @Bean
        @Primary
        CountingCldrNames countingCldrNames() {
            return new CountingCldrNames();
        }
    }

    @Autowired
    private CountingCldrNames cldr;

    @Autowired
    private CacheManager caches;

    private final RestClient http;

    NamesApplicationTest(@LocalServerPort int port) {
        http = RestClient.create("http://localhost:" + port);
    }

    @BeforeEach
    void startEmpty() {
        http.delete().uri(SWITZERLAND).retrieve().toBodilessEntity();
        caches.getCacheNames().forEach(name -> caches.getCache(name).clear());
        cldr.takeCalls();
    }

    @Test
    void theCachesAreVarves() {
        assertInstanceOf(VarveCachingProvider.class, caches.getCachingProvider());
        assertNotNull(caches.getCache("names").unwrap(VarveCache.class));
        assertNotNull(caches.getCache("translations").unwrap(VarveCache.class));
    }

    @Test
    void theFileSaysWhatTheyAreLike() {
        VarveConfiguration<?, ?> names = configuration("names");
        assertEquals(Duration.ONE_HOUR, names.getExpiryPolicyFactory().create().getExpiryForCreation());
        assertTrue(names.isStatisticsEnabled());
        assertEquals(32 << 20, configuration("translations").getCeiling());
        assertEquals(64 << 20, caches.unwrap(VarveCacheManager.class).storeFigures().budget());
    }

    @Test
    void theSecondCallIsNotComputed() {
        assertEquals("Schweiz", get(SWITZERLAND));
        assertEquals(1, cldr.takeCalls());

        assertEquals("Schweiz", get(SWITZERLAND));
        assertEquals(0, cldr.takeCalls());
    }

    @Test
    void aSearchOfAllLocalesIsDoneOnce() {
        Translations first = translations();
        assertTrue(first.locales().get("Suisse").contains("fr"), first::toString);
        assertTrue(cldr.takeCalls() > 500, "it asks all locales");

        assertEquals(first, translations());
        assertEquals(0, cldr.takeCalls());
    }

    @Test
    void aCorrectionIsCachedAndEvictsTheTranslations() {
        translations();
        cldr.takeCalls();
        put(SWITZERLAND, "Helvetien");

        assertEquals("Helvetien", get(SWITZERLAND));
        assertEquals(0, cldr.takeCalls(), "the name comes from the cache");
        assertTrue(translations().locales().get("Helvetien").contains("de"), "the translations were computed afresh");
        assertTrue(cldr.takeCalls() > 500);
    }

    @Test
    void aWithdrawnCorrectionIsForgotten() {
        put(SWITZERLAND, "Helvetien");
        translations();
        http.delete().uri(SWITZERLAND).retrieve().toBodilessEntity();
        cldr.takeCalls();

        assertEquals("Schweiz", get(SWITZERLAND));
        assertEquals(1, cldr.takeCalls());
        assertFalse(translations().locales().containsKey("Helvetien"));
    }

    @Test
    void whoAsksAtTheSameTimeWaitsForTheFirst() throws Exception {
        translations();
        int once = cldr.takeCalls();
        caches.getCache("translations").clear();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            Set<Translations> answers = new HashSet<>();
            for (Future<Translations> answer : executor.invokeAll(Collections.nCopies(4, (Callable<Translations>) this::translations))) {
                answers.add(answer.get());
            }
            assertEquals(1, answers.size());
            assertEquals(once, cldr.takeCalls(), "computed once for four");
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void allCorrectionsAreWithdrawnAtOnce() {
        put(SWITZERLAND, "Helvetien");
        translations();
        http.delete().uri("/names").retrieve().toBodilessEntity();

        assertFalse(caches.getCache("names").iterator().hasNext());
        assertFalse(caches.getCache("translations").iterator().hasNext());
        assertEquals("Schweiz", get(SWITZERLAND));
    }

    @Test
    void anUnknownCodeIsNotFoundAndNotCached() {
        assertThrows(HttpClientErrorException.NotFound.class, () -> get("/names/de/territory/QQ"));
        assertFalse(caches.getCache("names").iterator().hasNext());
    }

    @Test
    void anUnknownKindIsABadRequest() {
        assertThrows(HttpClientErrorException.BadRequest.class, () -> get("/names/de/planet/CH"));
    }

    @Test
    void theStoreShowsItsFigures() {
        get(SWITZERLAND);
        StoreFigures figures = http.get().uri("/store").retrieve().body(StoreFigures.class);
        assertTrue(figures.records() > 0, figures::toString);
        assertTrue(figures.committed() <= figures.budget(), figures::toString);
    }

    @SuppressWarnings("unchecked")
    private VarveConfiguration<?, ?> configuration(String cache) {
        return caches.getCache(cache).getConfiguration(VarveConfiguration.class);
    }

    private String get(String path) {
        return http.get().uri(path).retrieve().body(String.class);
    }

    private Translations translations() {
        return http.get().uri(TRANSLATIONS).retrieve().body(Translations.class);
    }

    private void put(String path, String name) {
        http.put().uri(path).body(name).retrieve().toBodilessEntity();
    }
}
