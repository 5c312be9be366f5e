package org.varve.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.jcache.VarveCachingProvider;

/**
 * With {@code cache-api} alone beside it the provider runs, properties and all, and a file is an error that says what is
 * missing. The provider is loaded a second time, by a loader that has nothing else; so everything goes by reflection.
 */
class WithoutLibraryTest {
    @TempDir Path directory;

    private URLClassLoader alone() throws Exception {
        URL provider = location(VarveCachingProvider.class);
        URL newerMemory = new URL(provider, "META-INF/versions/22/");
        return new URLClassLoader(new URL[] {newerMemory, provider, location(Cache.class)}, ClassLoader.getPlatformClassLoader());
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Object manager(ClassLoader alone, URI uri, Properties properties) throws Exception {
        Object provider = alone.loadClass(VarveCachingProvider.class.getName()).getConstructor().newInstance();
        return invoke(provider, "getCacheManager", uri, null, properties);
    }

    /** The public method of the name with so many parameters. */
    private static Object invoke(Object target, String name, Object... arguments) throws Exception {
        List<Method> methods = Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments.length && !method.isBridge()).toList();
        assertEquals(1, methods.size(), methods::toString);
        return methods.get(0).invoke(target, arguments);
    }

    @Test
    void propertiesWork() throws Exception {
        try (URLClassLoader alone = alone()) {
            assertThrows(ClassNotFoundException.class, () -> alone.loadClass("com.typesafe.config.Config"));
            Properties properties = new Properties();
            properties.setProperty("varve.store.capacity", "8MiB");
            properties.setProperty("varve.caches.names.expiry.creation", "10m");
            try (AutoCloseable manager = (AutoCloseable) manager(alone, URI.create("test:alone"), properties)) {
                Object cache = invoke(manager, "getCache", "names");
                invoke(cache, "put", 1, "one");
                assertEquals("one", invoke(cache, "get", 1));
            }
        }
    }

    @Test
    void aFileIsRefusedAndTheLibraryNamed() throws Exception {
        URI file = Files.writeString(directory.resolve("varve.conf"), "varve.store.capacity = 8MiB").toUri();
        try (URLClassLoader alone = alone()) {
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> manager(alone, file, new Properties())).getCause();
            assertInstanceOf(RuntimeException.class, thrown);
            assertEquals("cache manager " + file + ": found the file " + file.toURL() + ", and no library to read it with: add com.typesafe:config to the"
                    + " class path, or give the settings as properties", thrown.getMessage());
        }
    }

    /** The same for the one that is looked for on the class path, which would otherwise be ignored without a word. */
    @Test
    void aFileThatIsFoundIsRefusedToo() throws Exception {
        Files.writeString(directory.resolve("varve.conf"), "varve.store.capacity = 8MiB");
        try (URLClassLoader alone = alone(); URLClassLoader application = new URLClassLoader(new URL[] {directory.toUri().toURL()}, alone)) {
            Object provider = alone.loadClass(VarveCachingProvider.class.getName()).getConstructor().newInstance();
            Object uri = invoke(provider, "getDefaultURI");
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> invoke(provider, "getCacheManager", uri, application, null)).getCause();
            assertTrue(thrown.getMessage().contains("no library to read it with"), thrown.getMessage());
        }
    }
}
