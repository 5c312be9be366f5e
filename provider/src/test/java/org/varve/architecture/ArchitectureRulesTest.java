package org.varve.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule can fail, and lets through what it exempts. */
class ArchitectureRulesTest {

    private static final String REFERS_TO_SNIPPET = "public Object other = new %s.Snippet%d();";

    @TempDir Path directory;

    @Test
    void aPackageOutsideTheLayersIsRefused() {
        assertRefused(ArchitectureRules.everyClassIsInALayer(), "org.varve.util", "");
        assertAccepted(ArchitectureRules.everyClassIsInALayer(), "org.varve.jcache.internal.event", "");
    }

    @Test
    void everyLayerIsRefusedTheOneAboveIt() {
        for (int layer = 1; layer < ArchitectureRules.LAYERS.size(); layer++) {
            String upper = ArchitectureRules.LAYERS.get(layer - 1).replace("..", "");
            String lower = ArchitectureRules.LAYERS.get(layer).replace("..", "");
            Path classes = directory.resolve("layer" + layer);
            var imported = Snippet.compile(make(classes),
                    new Snippet(lower, REFERS_TO_SNIPPET.formatted(upper, 1)), new Snippet(upper, ""));
            assertTrue(ArchitectureRules.dependenciesPointDown().evaluate(imported).hasViolation(), lower + " -> " + upper);
        }
    }

    @Test
    void theUpperLayerMayUseTheLower() {
        var imported = Snippet.compile(directory,
                new Snippet("org.varve.store.log", REFERS_TO_SNIPPET.formatted("org.varve.store.memory", 1)),
                new Snippet("org.varve.store.memory", ""));
        assertFalse(ArchitectureRules.dependenciesPointDown().evaluate(imported).hasViolation());
    }

    @Test
    void aCycleOfPackagesIsRefusedWithinALayerToo() {
        var imported = Snippet.compile(directory,
                new Snippet("org.varve.jcache.internal.event", REFERS_TO_SNIPPET.formatted("org.varve.jcache.internal", 1)),
                new Snippet("org.varve.jcache.internal", REFERS_TO_SNIPPET.formatted("org.varve.jcache.internal.event", 0)));
        assertTrue(ArchitectureRules.noPackageCycles().evaluate(imported).hasViolation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax.cache.Cache<?, ?> x;", "org.varve.codec.CodecException x;"})
    void theStoreIsRefusedObjectsAndCaches(String body) {
        assertRefused(ArchitectureRules.theStoreKnowsBytesOnly(), "org.varve.store.index", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax.cache.Cache<?, ?> x;", "org.varve.store.StoreKey x;"})
    void theCodecIsRefusedStoresAndCaches(String body) {
        assertRefused(ArchitectureRules.theCodecKnowsObjectsOnly(), "org.varve.codec", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "sun.misc.Unsafe unsafe;",
            "Object x = java.nio.ByteBuffer.allocateDirect(8);",
            "java.util.function.IntFunction<?> x = java.nio.ByteBuffer::allocateDirect;"})
    void rawMemoryIsRefusedOutsideItsPackage(String body) {
        assertRefused(ArchitectureRules.onePackageOwnsRawMemory(), "org.varve.store.segment", body);
        assertAccepted(ArchitectureRules.onePackageOwnsRawMemory(), "org.varve.store.memory", body);
    }

    @Test
    void foreignMemoryIsRefusedWhereTheJdkHasIt() {
        String body = Runtime.version().feature() >= 22 ? "java.lang.foreign.Arena arena;" : "sun.misc.Unsafe unsafe;";
        assertRefused(ArchitectureRules.onePackageOwnsRawMemory(), "org.varve.store", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Object x = System.currentTimeMillis();",
            "Object x = System.nanoTime();",
            "java.util.function.LongSupplier x = System::nanoTime;",
            "java.util.function.LongSupplier x = () -> System.nanoTime();",
            "Object x = java.time.Instant.now();",
            "Object x = java.time.LocalDateTime.now();",
            "Object x = java.time.Clock.systemUTC();",
            "Object x = new java.util.Date();",
            "java.util.function.Supplier<?> x = java.util.Date::new;",
            "Object x = java.util.Calendar.getInstance();"})
    void theClockIsRefused(String body) {
        assertRefused(ArchitectureRules.oneClassReadsTheClock(), "org.varve.store", body);
    }

    @Test
    void aDateOfAGivenTimeIsNoClock() {
        assertAccepted(ArchitectureRules.oneClassReadsTheClock(), "org.varve.codec", "Object x = new java.util.Date(0L);");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Object x = new Thread(() -> {});",
            "java.util.concurrent.ThreadFactory x = Thread::new;",
            "static class Worker extends Thread {}",
            "Object x = java.util.concurrent.Executors.newCachedThreadPool();",
            "Object x = new java.util.concurrent.ForkJoinPool();",
            "Object x = new java.util.Timer();",
            "Object x = new java.util.concurrent.ScheduledThreadPoolExecutor(1);"})
    void threadsAreRefused(String body) {
        assertRefused(ArchitectureRules.oneClassMakesThreads(), "org.varve.jcache.internal", body);
    }

    @Test
    void aPoolOnOurFactoryIsAccepted() {
        assertAccepted(ArchitectureRules.oneClassMakesThreads(), "org.varve.jcache.internal",
                "Object pool(java.util.concurrent.ThreadFactory factory) {"
                        + " return new java.util.concurrent.ScheduledThreadPoolExecutor(1, factory); }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.varve.config", "org.varve.config.file", "org.varve.jcache.internal"})
    void parsingOfFilesIsRefused(String packageName) {
        assertRefused(ArchitectureRules.oneClassParsesFiles(), packageName, "com.typesafe.config.Config x;");
    }

    @Test
    void librariesAndModulesThatMayBeMissingAreRefusedOutsideTheirPackages() {
        String meter = "io.micrometer.core.instrument.Meter x;";
        assertRefused(ArchitectureRules.onePackageMakesMeters(), "org.varve.jcache", meter);
        assertAccepted(ArchitectureRules.onePackageMakesMeters(), "org.varve.micrometer", meter);
        String spring = "org.springframework.boot.autoconfigure.AutoConfiguration x;";
        assertRefused(ArchitectureRules.onePackageKnowsSpring(), "org.varve.jcache.internal", spring);
        assertAccepted(ArchitectureRules.onePackageKnowsSpring(), "org.varve.spring", spring);
        String event = "jdk.jfr.Event x;";
        assertRefused(ArchitectureRules.onePackageKnowsTheFlightRecorder(), "org.varve.store.reclaim", event);
        assertAccepted(ArchitectureRules.onePackageKnowsTheFlightRecorder(), "org.varve.jcache.internal.flight", event);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ThreadLocal<byte[]> x = new ThreadLocal<>();",
            "Object x = ThreadLocal.withInitial(() -> 1);",
            "Object x = new InheritableThreadLocal<Object>();"})
    void threadLocalsAreRefused(String body) {
        assertRefused(ArchitectureRules.noThreadLocals(), "org.varve.codec", body);
    }

    private void assertRefused(ArchRule rule, String packageName, String body) {
        assertTrue(isRefused(rule, packageName, body), () -> packageName + ": " + body);
    }

    private void assertAccepted(ArchRule rule, String packageName, String body) {
        assertFalse(isRefused(rule, packageName, body), () -> packageName + ": " + body);
    }

    private boolean isRefused(ArchRule rule, String packageName, String body) {
        Path classes = make(directory.resolve(packageName));
        return rule.evaluate(Snippet.compile(classes, new Snippet(packageName, body))).hasViolation();
    }

    private static Path make(Path path) {
        assertTrue(path.toFile().mkdirs());
        return path;
    }
}
