package org.varve.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Classes by name, as the cache manager's loader knows them, else as the loader of this class does. The context class loader
 * of the calling thread is never asked: what a cache returns must not depend on who asks. Thread safe.
 */
public final class ClassResolver {
    /** The classes that no loader finds by name. */
    private static final Map<String, Class<?>> PRIMITIVES = Stream
            .of(boolean.class, byte.class, short.class, char.class, int.class, long.class, float.class, double.class, void.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    private static final ClassLoader OWN_LOADER = ClassResolver.class.getClassLoader();

    private final ClassLoader loader;

    /** Found classes only, so it is bounded by the classes that the two loaders can see. */
    private final Map<String, Class<?>> found = new ConcurrentHashMap<>();

    public ClassResolver(ClassLoader loader) {
        this.loader = loader;
    }

    public ClassLoader loader() {
        return loader;
    }

    /** A class, interface, array or primitive by its {@link Class#getName() binary name}; it is not initialized. */
    public Class<?> resolve(String name) throws ClassNotFoundException {
        Class<?> known = found.get(name);
        if (known != null) {
            return known;
        }
        Class<?> type = PRIMITIVES.get(name);
        if (type == null) {
            type = load(name);
        }
        found.put(name, type);
        return type;
    }

    /** The dynamic proxy class with these interfaces. */
    public Class<?> resolveProxy(String[] interfaceNames) throws ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[interfaceNames.length];
        Class<?> hidden = null;
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = resolve(interfaceNames[i]);
            if (!Modifier.isPublic(interfaces[i].getModifiers())) {
                hidden = interfaces[i];
            }
        }
        // A proxy of an interface that is not public has to be defined beside it.
        ClassLoader definer = hidden == null ? loader : hidden.getClassLoader();
        try {
            return proxyClass(definer, interfaces);
        } catch (IllegalArgumentException notVisible) {
            try {
                return proxyClass(OWN_LOADER, interfaces);
            } catch (IllegalArgumentException impossible) {
                impossible.addSuppressed(notVisible);
                throw new ClassNotFoundException("Proxy of " + String.join(", ", interfaceNames), impossible);
            }
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException notThere) {
            try {
                return Class.forName(name, false, OWN_LOADER);
            } catch (ClassNotFoundException nowhere) {
                notThere.addSuppressed(nowhere);
                throw notThere;
            }
        }
    }

    /** The public way to a proxy class leads through an instance. */
    private static Class<?> proxyClass(ClassLoader definer, Class<?>[] interfaces) {
        return Proxy.newProxyInstance(definer, interfaces, (proxy, method, arguments) -> null).getClass();
    }
}
