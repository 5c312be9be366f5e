package org.varve.examples.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.varve.examples.hibernate.model.Concept;
import org.varve.examples.hibernate.model.ConceptKind;
import org.varve.examples.hibernate.model.DisplayLocale;
import org.varve.examples.hibernate.model.DisplayName;
import org.varve.jcache.VarveCache;
import org.varve.jcache.VarveCacheManager;

class SecondLevelCacheTest {

    @TempDir
    private static Path directory;

    private static NameDatabase database;

    private SessionFactory factory;
    private NameService service;

    @BeforeAll
    static void fillDatabase() {
        database = ExampleData.database(directory);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void open() {
        factory = database.withVarve();
        service = new NameService(factory);
    }

    @AfterEach
    void close() {
        factory.close();
    }

    /** A read of the service, by a name that failures show. */
    private record Read(String name, Function<NameService, Object> of) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Read> reads() {
        return Stream.of(
                new Read("entities by natural id", service -> service.translate("de", ConceptKind.CURRENCY, "CHF")),
                new Read("collection of a locale", service -> service.variants("fr")),
                new Read("collection of a concept", service -> service.localesOfTerritory("CH")),
                new Read("query for entities", service -> service.localesOfLanguage("de")),
                new Read("query for values", service -> service.codes(ConceptKind.LANGUAGE)));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void secondReadSendsNoStatement(Read read) {
        Object first = read.of().apply(service);
        assertTrue(statements() > 0, "the first read must come from the database");
        factory.getStatistics().clear();

        assertEquals(first, read.of().apply(service));
        assertEquals(0, statements());
    }

    @Test
    void readByIdHitsTheCache() {
        long id = idOf("de", ConceptKind.TERRITORY, "DE");
        assertEquals("de TERRITORY DE: Deutschland", service.describe(id));
        factory.getStatistics().clear();

        assertEquals("de TERRITORY DE: Deutschland", service.describe(id));
        assertEquals(0, statements());
        assertEquals(3, factory.getStatistics().getSecondLevelCacheHitCount(), "name, locale and concept");
    }

    @Test
    void updateIsSeenByEveryPath() {
        long id = idOf("de", ConceptKind.TERRITORY, "AT");
        assertEquals("de TERRITORY AT: Österreich", service.describe(id));
        service.rename(id, "Kakanien");

        factory.getStatistics().clear();
        assertEquals("de TERRITORY AT: Kakanien", service.describe(id));
        assertEquals("Kakanien", service.translate("de", ConceptKind.TERRITORY, "AT"));
        assertEquals(0, factory.getStatistics().getSecondLevelCacheMissCount(), "the update refreshes the cached entity");
        service.rename(id, "Österreich");
    }

    @Test
    void everyRegionIsAVarveCache() {
        reads().forEach(read -> read.of().apply(service));
        VarveCacheManager regions = VarveRegions.of(factory);
        List<String> names = StreamSupport.stream(regions.getCacheNames().spliterator(), false).toList();

        for (Class<?> entity : List.of(Concept.class, DisplayLocale.class, DisplayName.class)) {
            assertTrue(names.contains(entity.getName()), () -> entity + " in " + names);
        }
        assertTrue(names.contains("default-query-results-region"), names::toString);
        names.forEach(name -> assertNotNull(regions.getCache(name).unwrap(VarveCache.class), name));
        assertTrue(regions.storeFigures().records() > 0);
        assertFalse(regions.isClosed());
    }

    @Test
    void closingTheFactoryClosesTheCaches() {
        VarveCacheManager regions = VarveRegions.of(factory);
        factory.close();
        assertTrue(regions.isClosed());
    }

    private long statements() {
        return factory.getStatistics().getPrepareStatementCount();
    }

    private long idOf(String tag, ConceptKind kind, String code) {
        return factory.fromSession(session -> session
                .createSelectionQuery("select n.id from DisplayName n"
                        + " where n.locale.tag = :tag and n.concept.kind = :kind and n.concept.code = :code", Long.class)
                .setParameter("tag", tag)
                .setParameter("kind", kind)
                .setParameter("code", code)
                .getSingleResult());
    }
}
