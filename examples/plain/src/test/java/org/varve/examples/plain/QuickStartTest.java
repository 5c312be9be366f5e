package org.varve.examples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.varve.jcache.VarveCacheManager;

class QuickStartTest {

    private static String printed(Runnable program) {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theQuickStartPrintsWhatItsCommentSays() {
        assertEquals("3", printed(() -> QuickStart.main(new String[0])).strip());
    }

    @Test
    void figuresAreShownAndBound() {
        MeterRegistry meters = new SimpleMeterRegistry();
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create("figures"), null)) {
            Cache<String, String> cache = manager.createCache("names", new MutableConfiguration<String, String>().setStatisticsEnabled(true));
            cache.put("CH", "Schweiz");
            cache.get("CH");
            String printed = printed(() -> Figures.show(cache, manager, meters));
            assertTrue(printed.contains("cache 'names' in store 'default'"), printed);
            assertEquals(1.0, meters.get("varve.cache.hit.ratio").tag("cache", "names").gauge().value());
        }
    }

    @Test
    void theBudgetIsRaised() {
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create("classpath:varve.conf"), null)) {
            assertTrue(printed(() -> Budget.raise(manager)).contains("budget=" + (512L << 20)));
            VarveCacheManager varve = manager.unwrap(VarveCacheManager.class);
            assertEquals(768L << 20, varve.storeFigures().budget());
            assertEquals(Set.of("default", "cache:default-query-results-region"), Set.copyOf(varve.storeNames()));
            assertEquals(Set.of("com.acme.Country", "default-query-results-region"),
                    StreamSupport.stream(manager.getCacheNames().spliterator(), false).collect(Collectors.toSet()));
        }
    }
}
