package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.config.StoreSettings;

/** The library lies above the application in the tree of class loaders, and the manager is asked for as Hibernate does. */
class DefaultClassLoaderTest {
    @TempDir
    Path directory;

    private final VarveCachingProvider provider = new VarveCachingProvider();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader application;

    @BeforeEach
    void compileAndLoad() throws Exception {
        Path source = directory.resolve("Entity.java");
        Files.writeString(source, "package app; public record Entity(String name) implements java.io.Serializable { }");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", directory.toString(),
                source.toString()));
        application = new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        provider.close();
        application.close();
    }

    private Object entity() throws Exception {
        return application.loadClass("app.Entity").getConstructor(String.class).newInstance("e");
    }

    private CacheManager manager(ClassLoader loader) {
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        return provider.getCacheManager(URI.create("test:application"), loader, properties);
    }

    @Test
    void whoMakesTheDefaultManagerLendsItItsClasses() throws Exception {
        Thread.currentThread().setContextClassLoader(application);
        CacheManager manager = manager(provider.getDefaultClassLoader());
        Thread.currentThread().setContextClassLoader(before);
        assertSame(provider.getDefaultClassLoader(), manager.getClassLoader());
        assertSame(manager, manager(null));
        Cache<Object, Object> cache = manager.createCache("c", new MutableConfiguration<>());
        cache.put(entity(), entity());
        assertEquals(entity(), cache.get(entity()));
        assertSame(entity().getClass(), cache.iterator().next().getKey().getClass());
    }

    @Test
    void aChosenClassLoaderIsTheOnlyOne() throws Exception {
        Thread.currentThread().setContextClassLoader(application);
        CacheManager manager = manager(ClassLoader.getPlatformClassLoader());
        Cache<Object, Object> cache = manager.createCache("c", new MutableConfiguration<>());
        cache.put("k", entity());
        assertThrows(CacheException.class, () -> cache.get("k"));
    }
}
