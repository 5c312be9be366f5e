package org.varve.examples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.varve.jcache.VarveCache;
import org.varve.jcache.VarveCachingProvider;
import org.varve.store.StoreFigures;

/** Calls the running service over HTTP. */
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
