package org.varve.jcache.redeployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.config.StoreSettings;
import org.varve.jcache.VarveCachingProvider;

/**
 * A container deploys an application ten times and drops it again. Its pools outlive every application. Afterwards none of
 * the applications' class loaders may be left, no thread, no bean; whether the memory is given back, the application itself
 * looks.
 */
class RedeploymentTest {
    private static final int DEPLOYMENTS = 10;
    private static final String APPLICATION = Application.class.getName();

    private final ClassLoader container = getClass().getClassLoader();
    private final List<ExecutorService> pools = new ArrayList<>();

    RedeploymentTest() throws ReflectiveOperationException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        pool.prestartAllCoreThreads();
        pools.add(pool);
        if (Runtime.version().feature() >= 21) {
            pools.add((ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        }
    }

    @AfterEach
    void shutDown() {
        pools.forEach(ExecutorService::shutdownNow);
    }

    /** An application with libraries of its own: what these packages hold is looked for in it before it is in the container. */
    private static final class ApplicationLoader extends URLClassLoader {
        private final List<String> own;

        ApplicationLoader(ClassLoader container, String... own) {
            super(classPath(), container);
            this.own = List.of(own);
        }

        private static URL[] classPath() {
            List<URL> urls = new ArrayList<>();
            for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
                // The API asks all providers that it finds, and another one's would be of the container's API.
                if (element.contains("cache-ri-impl")) {
                    continue;
                }
                try {
                    urls.add(Path.of(element).toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new AssertionError(e);
                }
            }
            return urls.toArray(new URL[0]);
        }

        /** The container's list of providers names the one that is left out above. */
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return findResources(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (own.stream().noneMatch(name::startsWith)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @Test
    void anApplicationThatBringsTheLibraryIsUnloaded() throws Exception {
        redeploy("application", "org.varve.", "javax.cache.");
    }

    /** Where only the API is shared: {@code Caching} would keep the provider, with its class, for ever. */
    @Test
    void anApplicationThatBringsTheLibraryBelowASharedApiIsUnloaded() throws Exception {
        redeploy("alone", "org.varve.");
    }

    @Test
    void anApplicationBelowASharedLibraryIsUnloaded() throws Exception {
        redeploy("application", APPLICATION);
    }

    @Test
    void anApplicationThatUsesTheDefaultManagerOfASharedLibraryIsUnloaded() throws Exception {
        redeploy("library", APPLICATION);
    }

    /** The store's threads are started on an application's behalf, and go on when it is gone. */
    @Test
    void anApplicationThatUsedAManagerOfTheContainersIsUnloadedBeforeTheManagerIsClosed() throws Exception {
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        for (int i = 0; i < 3; i++) {
            try (VarveCachingProvider provider = new VarveCachingProvider()) {
                Container.lend(provider.getCacheManager(URI.create("test:lent"), container, properties));
                assertUnloaded(List.of(deploy("container", "borrowed true", APPLICATION)));
            } finally {
                Container.lend(null);
            }
        }
    }

    private void redeploy(String owner, String... own) throws Exception {
        Set<Thread> before = threads();
        List<WeakReference<ClassLoader>> gone = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            gone.add(deploy(owner, "Money[cents=0] true 0", own));
        }
        assertUnloaded(gone);
        assertTrue(eventually(() -> before.containsAll(threads())), () -> "threads left: " + threads());
        assertEquals(Set.of(), ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("javax.cache:*,CacheManager=test." + Application.NAME), null));
    }

    private WeakReference<ClassLoader> deploy(String owner, String outcome, String... own) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (ApplicationLoader loader = new ApplicationLoader(container, own)) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = loader.loadClass(Application.class.getName());
            assertNotSame(Application.class, type);
            @SuppressWarnings("unchecked")
            BiFunction<List<ExecutorService>, String, String> application =
                    (BiFunction<List<ExecutorService>, String, String>) type.getConstructor().newInstance();
            assertEquals(outcome, application.apply(pools, owner));
            return new WeakReference<>(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("varve-"))
                .collect(Collectors.toSet());
    }

    private static void assertUnloaded(List<WeakReference<ClassLoader>> gone) throws InterruptedException {
        assertTrue(eventually(() -> {
            System.gc();
            return gone.stream().allMatch(reference -> reference.get() == null);
        }), () -> gone.stream().filter(reference -> reference.get() != null).count() + " of " + gone.size() + " class loaders are left");
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean eventually(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }
}
