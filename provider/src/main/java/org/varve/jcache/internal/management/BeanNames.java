package org.varve.jcache.internal.management;

import java.net.URI;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.management.JMException;
import javax.management.ObjectName;

/** Names of beans in the platform's MBean server. */
public final class BeanNames {
    /** What an unquoted value of an ObjectName cannot hold, and the two that would make it a pattern. */
    private static final Pattern ILLEGAL = Pattern.compile("[,:=\n*?\"]");

    private BeanNames() {
    }

    /**
     * A bean of the specification: {@code javax.cache:type=<type>,CacheManager=<uri>,Cache=<name>}.
     *
     * @param type {@code CacheStatistics} or {@code CacheConfiguration}
     */
    static ObjectName ofSpecification(String type, URI manager, String cache) {
        return name("javax.cache:type=" + type + ",CacheManager=" + legal(manager.toString()) + ",Cache=" + legal(cache));
    }

    /** The bean of a store: {@code org.varve:type=Store,CacheManager=<uri>,Store=<name>}. */
    public static ObjectName store(String manager, String store) {
        return name("org.varve:type=Store,CacheManager=" + legal(manager) + ",Store=" + legal(store));
    }

    /** The bean of a cache: {@code org.varve:type=Cache,CacheManager=<uri>,Store=<name>,Cache=<name>}. */
    public static ObjectName cache(String manager, String store, String cache) {
        return name("org.varve:type=Cache,CacheManager=" + legal(manager) + ",Store=" + legal(store) + ",Cache=" + legal(cache));
    }

    /** Another name for what has the same; the specification's names have no room for it. */
    static ObjectName another(ObjectName name, int number) {
        return name(name + ",Instance=" + number);
    }

    private static String legal(String text) {
        return ILLEGAL.matcher(text).replaceAll(".");
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException e) {
            throw new CacheException("not a name for a JMX bean: " + text, e);
        }
    }
}
