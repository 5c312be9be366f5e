package org.varve.jcache.internal.coding;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.Objects;

/**
 * The loader by which a manager of the default class loader decodes. Frameworks ask for that manager without knowing better
 * (Hibernate does), also where this library lies above the application in the tree of loaders: in a server's shared library
 * directory, or under a development tool that reloads classes. What the default loader does not know is then asked of the
 * context class loader of the thread that made the manager: not of the one that happens to read, so that what a cache
 * returns does not depend on who asks.
 */
public final class DecodingLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader application;

    private DecodingLoader(ClassLoader known, ClassLoader application) {
        super(known);
        this.application = application;
    }

    /**
     * @param manager        the manager's class loader
     * @param defaultLoader  the provider's default class loader
     * @param contextLoader  of the thread that makes the manager; may be null
     * @return the manager's own loader, if somebody has chosen it
     */
    public static ClassLoader of(ClassLoader manager, ClassLoader defaultLoader, ClassLoader contextLoader) {
        return Objects.equals(manager, defaultLoader) && contextLoader != null && !contextLoader.equals(manager)
                ? new DecodingLoader(manager, contextLoader) : manager;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return application.loadClass(name);
    }

    /** Files of settings are where the application's classes are. */
    @Override
    protected URL findResource(String name) {
        return application.getResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return application.getResources(name);
    }

    @Override
    public String toString() {
        return getParent() + ", then " + application;
    }
}
