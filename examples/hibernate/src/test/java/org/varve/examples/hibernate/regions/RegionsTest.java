package org.varve.examples.hibernate.regions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.cache.expiry.Duration;
import javax.management.JMException;
import javax.management.ObjectName;
import org.hibernate.SessionFactory;
import org.hibernate.stat.CacheRegionStatistics;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.varve.config.VarveConfiguration;
import org.varve.examples.hibernate.VarveRegions;
import org.varve.jcache.VarveCacheManager;

/** Regions that Hibernate creates and {@code regions.conf} configures; natural ids, collections, queries, statistics. */
class RegionsTest {

    private static final String TIMESTAMPS = "default-update-timestamps-region";
    private static final String QUERIES = "default-query-results-region";

    private SessionFactory factory;
    private VarveCacheManager regions;

    @BeforeEach
    void open() {
        factory = RegionsDatabase.open("regions.conf");
        regions = VarveRegions.of(factory);
    }

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void eachRegionIsACacheOfItsName() {
        Set<String> names = Set.copyOf(StreamSupport.stream(regions.getCacheNames().spliterator(), false).toList());
        assertEquals(Set.of(ReadOnlyThing.class.getName(), NonstrictThing.class.getName(), ReadWriteThing.class.getName(),
                TransactionalThing.class.getName(), "catalogue", "catalogue-numbers", QUERIES, TIMESTAMPS), names);
    }

    @Test
    void templatesSayWhatARegionIsLike() {
        assertEquals(new Duration(TimeUnit.MINUTES, 10), creation(ReadOnlyThing.class.getName()));
        assertEquals(new Duration(TimeUnit.MINUTES, 1), creation(QUERIES));
        assertEquals(Duration.ETERNAL, creation(TIMESTAMPS), "no template may make the timestamps expire");
        assertEquals(1 << 20, configuration(TIMESTAMPS).getFloor());
        regions.getCacheNames().forEach(name -> assertTrue(configuration(name).isStatisticsEnabled(), name));
    }

    @Test
    void regionsLiveInTheStoresThatTheFileNames() {
        insert(new Product(1, "P1"));
        factory.inTransaction(session -> session.createSelectionQuery("from Product", Product.class).setCacheable(true).getResultList());

        assertEquals(Set.of("default", "queries", "cache:catalogue"), Set.copyOf(regions.storeNames()));
        assertEquals(8 << 20, regions.storeFigures("cache:catalogue").budget());
        assertTrue(regions.storeFigures("cache:catalogue").records() > 0);
        assertEquals(1, regions.storeFigures("queries").records());
    }

    @Test
    @SuppressWarnings("deprecation") // from 7.3 on; the newer way is not in Hibernate 6
    void aNaturalIdThatChangesIsFoundUnderItsNewValueOnly() {
        insert(new Product(1, "P1"));
        assertEquals(Long.valueOf(1), factory.fromTransaction(session -> session.bySimpleNaturalId(Product.class).load("P1").getId()));
        factory.inTransaction(session -> session.find(Product.class, 1L).setNumber("P2"));
        factory.getStatistics().clear();

        assertEquals(Long.valueOf(1), factory.fromTransaction(session -> session.bySimpleNaturalId(Product.class).load("P2").getId()));
        assertEquals(0, factory.getStatistics().getPrepareStatementCount());
        assertNull(factory.fromTransaction(session -> session.bySimpleNaturalId(Product.class).load("P1")));
    }

    @Test
    void aCollectionIsCachedUntilItChanges() {
        Product product = new Product(1, "P1");
        product.getLabels().addAll(List.of("new", "blue"));
        insert(product);
        assertEquals(List.of("new", "blue"), labels());
        factory.getStatistics().clear();
        assertEquals(List.of("new", "blue"), labels());
        assertEquals(0, factory.getStatistics().getPrepareStatementCount());

        factory.inTransaction(session -> session.find(Product.class, 1L).getLabels().remove("new"));
        assertEquals(List.of("blue"), labels());
        factory.getStatistics().clear();
        assertEquals(List.of("blue"), labels());
        assertEquals(0, factory.getStatistics().getPrepareStatementCount());
    }

    @Test
    void aQueryIsCachedUntilItsTableChanges() {
        insert(new ReadWriteThing(1, "one"));
        insert(new NonstrictThing(1, "other"));
        assertEquals(List.of("one"), names());
        assertEquals(List.of("one"), names());
        assertEquals(1, factory.getStatistics().getQueryCacheHitCount());

        insert(new NonstrictThing(2, "another table"));
        assertEquals(List.of("one"), names());
        assertEquals(2, factory.getStatistics().getQueryCacheHitCount(), "another table's change does not matter");

        insert(new ReadWriteThing(2, "two"));
        assertEquals(List.of("one", "two"), names());
        assertEquals(2, factory.getStatistics().getQueryCacheHitCount());
        assertTrue(regions.getCache(TIMESTAMPS).containsKey("ReadWriteThing"));
    }

    /** Why docs/hibernate.md forbids to let that region expire. */
    @Test
    void withoutTimestampsAnOldQueryResultPassesForNew() {
        insert(new ReadWriteThing(1, "one"));
        assertEquals(List.of("one"), names());
        insert(new ReadWriteThing(2, "two"));
        regions.getCache(TIMESTAMPS).clear();
        assertEquals(List.of("one"), names());
    }

    @Test
    void statisticsOfHibernateAreThoseOfTheCache() throws JMException {
        IntStream.range(0, 20).forEach(id -> insert(new NonstrictThing(id, "thing " + id)));
        IntStream.range(0, 50).forEach(id -> factory.inTransaction(session -> session.find(NonstrictThing.class, (long) id % 25)));

        String name = NonstrictThing.class.getName();
        CacheRegionStatistics region = factory.getStatistics().getDomainDataRegionStatistics(name);
        assertEquals(20, region.getHitCount());
        assertEquals(30, region.getMissCount());
        assertEquals(20, region.getPutCount());
        assertEquals(region.getHitCount(), statistic(name, "CacheHits"));
        assertEquals(region.getMissCount() + region.getPutCount(), statistic(name, "CacheMisses"),
                "before it builds an entity from a row, Hibernate looks again, and does not count that");
        assertEquals(region.getPutCount(), statistic(name, "CachePuts"));
    }

    @Test
    void evictionByHandReachesEveryKindOfRegion() {
        insert(new Product(1, "P1"));
        names();
        Statistics statistics = factory.getStatistics();
        factory.getCache().evictAllRegions();
        assertFalse(factory.getCache().containsEntity(Product.class, 1L));
        for (String name : List.of("catalogue", "catalogue-numbers", QUERIES)) {
            assertFalse(regions.getCache(name).iterator().hasNext(), name);
        }
        statistics.clear();
        names();
        assertEquals(1, statistics.getQueryCacheMissCount());
    }

    private void insert(Object entity) {
        factory.inTransaction(session -> session.persist(entity));
    }

    private List<String> labels() {
        return factory.fromTransaction(session -> List.copyOf(session.find(Product.class, 1L).getLabels()));
    }

    private List<String> names() {
        return factory.fromTransaction(session -> session
                .createSelectionQuery("select t.name from ReadWriteThing t order by t.id", String.class)
                .setCacheable(true)
                .getResultList());
    }

    @SuppressWarnings("unchecked")
    private VarveConfiguration<?, ?> configuration(String region) {
        return regions.getCache(region).getConfiguration(VarveConfiguration.class);
    }

    private Duration creation(String region) {
        return configuration(region).getExpiryPolicyFactory().create().getExpiryForCreation();
    }

    /** From the bean of JSR-107. */
    private static long statistic(String cache, String attribute) throws JMException {
        var server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names = server.queryNames(new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache + ",*"), null);
        assertEquals(1, names.size(), names::toString);
        return (Long) server.getAttribute(names.iterator().next(), attribute);
    }
}
