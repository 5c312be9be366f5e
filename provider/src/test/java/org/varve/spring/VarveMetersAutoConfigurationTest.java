package org.varve.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.cache.CacheMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.varve.config.StoreSettings;
import org.varve.jcache.VarveCachingProvider;
import org.varve.micrometer.VarveMeters;

/** What Spring Boot makes of the jar. */
class VarveMetersAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(VarveMetersAutoConfiguration.class, CacheAutoConfiguration.class, MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class, CacheMetricsAutoConfiguration.class))
            .withUserConfiguration(Caching.class);
    private final ApplicationContextRunner varve = runner.withPropertyValues("spring.cache.type=jcache",
            "spring.cache.jcache.provider=" + VarveCachingProvider.class.getName(), "spring.cache.cache-names=names");

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {
    }

    @Test
    void springBootFindsTheAutoConfiguration() {
        List<String> found = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates();
        assertTrue(found.contains(VarveMetersAutoConfiguration.class.getName()), found::toString);
    }

    @Test
    void cachesThatSpringCreatesHaveMeters() {
        MeterRegistry[] kept = new MeterRegistry[1];
        varve.run(context -> {
            assertNull(context.getStartupFailure());
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertEquals(0, registry.get("varve.cache.records").tag("cache", "names").gauge().value());
            context.getBean(org.springframework.cache.CacheManager.class).getCache("names").put("a", "b");
            assertEquals(1, registry.get("varve.cache.records").tag("cache", "names").gauge().value());
            assertTrue(registry.get("varve.store.committed").gauge().value() > 0);
            context.getBean(CacheManager.class).createCache("late", new MutableConfiguration<>());
            assertNotNull(registry.find("varve.cache.memory").tag("cache", "late").gauge(), "created after binding");
            kept[0] = registry;
        });
        assertEquals(0, kept[0].find("varve.cache.records").gauges().size(), "gone with the context");
    }

    @Test
    void springsOwnMetersFindTheStatistics() {
        varve.run(context -> {
            context.getBean(CacheManager.class).enableStatistics("names", true);
            context.getBean(org.springframework.cache.CacheManager.class).getCache("names").get("a");
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertEquals(1, registry.get("cache.gets").tag("result", "miss").tag("cache", "names").functionCounter().count());
            assertEquals(1, registry.get("varve.cache.gets").tag("result", "miss").tag("cache", "names").functionCounter().count());
        });
    }

    @Test
    void theRegistryAndTheManagersMayBeMissing() {
        runner.run(context -> {
            assertNull(context.getStartupFailure());
            assertFalse(context.containsBean("varveMeterBinder"), "no cache manager of JCache");
        });
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(VarveMetersAutoConfiguration.class, CacheAutoConfiguration.class))
                .withUserConfiguration(Caching.class)
                .withPropertyValues("spring.cache.type=jcache", "spring.cache.jcache.provider=" + VarveCachingProvider.class.getName())
                .run(context -> {
                    assertNull(context.getStartupFailure());
                    assertFalse(context.containsBean("varveMeterBinder"), "no registry");
                });
    }

    @Test
    void micrometerMayBeMissing() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(VarveMetersAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> {
                    assertNull(context.getStartupFailure());
                    assertFalse(context.containsBean("varveMeterBinder"));
                });
    }

    @Test
    void managersOfOthersAreLeftAlone() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(VarveMetersAutoConfiguration.class, MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
                .withBean("others", CacheManager.class, () -> new RICachingProvider().getCacheManager())
                .withBean("ours", CacheManager.class, () -> {
                    Properties properties = new Properties();
                    properties.setProperty(StoreSettings.CAPACITY, "8m");
                    return new VarveCachingProvider().getCacheManager(URI.create("test:ours"), null, properties);
                })
                .run(context -> {
                    assertNull(context.getStartupFailure());
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertEquals(1, registry.find("varve.store.budget").gauges().size());
                    assertEquals("test:ours", registry.get("varve.store.budget").gauge().getId().getTag("manager"));
                });
    }

    @Test
    void aBinderOfOnesOwnComesFirst() {
        varve.withBean(VarveMeters.class, () -> {
            CacheManager manager = new VarveCachingProvider().getCacheManager(URI.create("test:by-hand"), null, new Properties());
            return new VarveMeters(manager);
        }).run(context -> {
            assertNull(context.getStartupFailure());
            assertFalse(context.containsBean("varveMeterBinder"));
            assertEquals("test:by-hand", context.getBean(MeterRegistry.class).get("varve.store.budget").gauge().getId().getTag("manager"));
        });
    }
}
