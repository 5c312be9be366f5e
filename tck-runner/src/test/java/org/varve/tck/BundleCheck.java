package org.varve.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** The packaged jar as an OSGi bundle. */
public class BundleCheck {

    private static final List<String> EXPORTED = List.of("org.varve.codec", "org.varve.config", "org.varve.jcache", "org.varve.jcache.management", "org.varve.micrometer");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private static Path jar(String prefix) {
        return Stream.of(System.getProperty("surefire.test.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow();
    }

    @Test
    public void theManifestSaysWhatOsgiNeeds() throws IOException {
        try (JarFile jar = new JarFile(jar("varve-jcache-").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("org.varve.jcache", manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
            assertTrue(manifest.getValue(Constants.BUNDLE_VERSION), manifest.getValue(Constants.BUNDLE_VERSION).matches("\\d+\\.\\d+\\.\\d+(\\.\\w+)?"));
            String imports = manifest.getValue(Constants.IMPORT_PACKAGE);
            for (String optional : List.of("com.typesafe.config", "net.jpountz.lz4", "sun.misc")) {
                assertTrue(imports, imports.matches(".*\\b" + optional + "(;version=\"[^\"]*\")?;resolution:=optional.*"));
            }
            assertEquals(EXPORTED, List.copyOf(new TreeSet<>(List.of(manifest.getValue(Constants.EXPORT_PACKAGE).split(",")))));
            String service = manifest.getValue(Constants.PROVIDE_CAPABILITY);
            assertTrue(service, service.contains("osgi.serviceloader=\"javax.cache.spi.CachingProvider\""));
        }
    }

    /** The framework offers the bundles nothing but the JDK: what is not imported is not there. */
    @Test
    public void theBundleStartsAndMakesACache() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.newFolder().toString(),
                Constants.FRAMEWORK_BOOTDELEGATION, "", Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
        framework.start();
        try {
            Bundle api = framework.getBundleContext().installBundle(jar("cache-api-").toUri().toString());
            Bundle varve = framework.getBundleContext().installBundle(jar("varve-jcache-").toUri().toString());
            api.start();
            varve.start();
            assertEquals(Bundle.ACTIVE, varve.getState());
            List<BundleCapability> services = varve.adapt(BundleRevision.class).getDeclaredCapabilities("osgi.serviceloader");
            assertEquals("javax.cache.spi.CachingProvider", services.get(0).getAttributes().get("osgi.serviceloader"));
            String provider = services.get(0).getDirectives().get("register");
            assertEquals("v", use(api, varve.loadClass(provider)));
        } finally {
            framework.stop();
            framework.waitForStop(TimeUnit.MINUTES.toMillis(1));
        }
    }

    /** By reflection: the classes of the bundle are not those of the same names on the class path of this test. */
    private static Object use(Bundle api, Class<?> type) throws Exception {
        assertFalse(type.getClassLoader() == BundleCheck.class.getClassLoader());
        Object provider = type.getConstructor().newInstance();
        Properties properties = new Properties();
        properties.setProperty("varve.store.capacity", "16m");
        Object manager = type.getMethod("getCacheManager", URI.class, ClassLoader.class, Properties.class)
                .invoke(provider, null, null, properties);
        Class<?> configuration = api.loadClass("javax.cache.configuration.Configuration");
        Object plain = api.loadClass("javax.cache.configuration.MutableConfiguration").getConstructor().newInstance();
        Method create = api.loadClass("javax.cache.CacheManager").getMethod("createCache", String.class, configuration);
        Object cache = create.invoke(manager, "bundled", plain);
        Class<?> operations = api.loadClass("javax.cache.Cache");
        operations.getMethod("put", Object.class, Object.class).invoke(cache, "k", "v");
        Object value = operations.getMethod("get", Object.class).invoke(cache, "k");
        type.getMethod("close").invoke(provider);
        return value;
    }
}
