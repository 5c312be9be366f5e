package org.varve.config.file;

import java.io.ObjectInputFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.varve.codec.GraphMode;
import org.varve.codec.Serializer;
import org.varve.config.ByteSize;
import org.varve.config.SettingsException;
import org.varve.config.VarveConfiguration;

/** Reads what is said of one cache, or of all that a pattern matches. */
final class CacheReader {
    private static final String NONE = "none";
    private static final String OFF = "off";

    private final ClassNames classes;

    CacheReader(ClassNames classes) {
        this.classes = classes;
    }

    /**
     * Reads a cache.
     *
     * @param name of the cache
     * @param path full name of the node
     */
    VarveConfiguration<Object, Object> read(String name, Node node, String path) {
        refuseUnquoted(name, node, path);
        Section section = new Section(node, path, CacheKey.keys());
        VarveConfiguration.Builder<Object, Object> builder = VarveConfiguration.builder();
        readStore(section, builder);
        readTypes(section, builder);
        readExpiry(section, builder);
        readFactories(section, builder);
        readListeners(section, builder);
        section.readSwitch(CacheKey.STATISTICS.key(), builder::statistics);
        section.readSwitch(CacheKey.MANAGEMENT.key(), builder::management);
        readEncoding(section, builder);
        return builder.build();
    }

    /** Dots make groups in groups of a name without quotes, which would otherwise be a setting that does not exist. */
    private static void refuseUnquoted(String name, Node node, String path) {
        StringBuilder whole = new StringBuilder(name);
        Node inner = node;
        while (inner.isObject() && inner.fields().size() == 1) {
            String key = inner.fields().keySet().iterator().next();
            Node next = inner.fields().get(key);
            if (CacheKey.keys().contains(key) || !next.isObject()) {
                break;
            }
            whole.append('.').append(key);
            inner = next;
        }
        if (inner != node) {
            throw new SettingsException(node.origin() + path + ": found groups of settings that do not exist; allowed, if that is the name of a cache,"
                    + " is the whole of it in quotes: \"" + whole + "\"");
        }
    }

    private static void readStore(Section section, VarveConfiguration.Builder<Object, Object> builder) {
        String key = CacheKey.STORE.key();
        Node store = section.get(key);
        if (store != null && store.isObject()) {
            if (!store.fields().containsKey(StoreKey.CAPACITY.key())) {
                throw new SettingsException(section.where(key) + ": a store of its own without " + StoreKey.CAPACITY.key());
            }
            builder.ownStore(StoreKey.readAll(store, section.path(key)));
        } else {
            section.read(key, "the name of a store, or the settings of one in braces", name -> name, builder::store);
        }
        section.read(CacheKey.FLOOR.key(), ByteSize.SYNTAX, ByteSize::parse, builder::floor);
        if (isWritten(section, CacheKey.CEILING, NONE)) {
            builder.ceiling(Long.MAX_VALUE);
        } else {
            section.read(CacheKey.CEILING.key(), ByteSize.SYNTAX + ", or 'none'", ByteSize::parse, builder::ceiling);
        }
    }

    private static boolean isWritten(Section section, CacheKey key, String text) {
        return section.has(key.key()) && text.equals(section.get(key.key()).value());
    }

    @SuppressWarnings("unchecked") // a template knows its types only now
    private void readTypes(Section section, VarveConfiguration.Builder<Object, Object> builder) {
        String allowed = "the name of a class, or byte[]";
        section.read(CacheKey.KEY_TYPE.key(), allowed, classes::find, type -> builder.keyType((Class<Object>) type));
        section.read(CacheKey.VALUE_TYPE.key(), allowed, classes::find, type -> builder.valueType((Class<Object>) type));
    }

    private void readExpiry(Section section, VarveConfiguration.Builder<Object, Object> builder) {
        String key = CacheKey.EXPIRY.key();
        Node expiry = section.get(key);
        if (expiry != null && expiry.isObject()) {
            builder.expiryPolicy(ExpiryKey.read(expiry, section.path(key)));
        } else {
            section.read(key, "times to live in braces, or " + ClassNames.describe(ExpiryPolicy.class),
                    name -> classes.factory(name, ExpiryPolicy.class), builder::expiryPolicy);
        }
    }

    private void readFactories(Section section, VarveConfiguration.Builder<Object, Object> builder) {
        section.readSwitch(CacheKey.READ_THROUGH.key(), builder::readThrough);
        section.readSwitch(CacheKey.WRITE_THROUGH.key(), builder::writeThrough);
        section.read(CacheKey.LOADER_FACTORY.key(), ClassNames.describe(CacheLoader.class), name -> loader(name), builder::cacheLoader);
        section.read(CacheKey.WRITER_FACTORY.key(), ClassNames.describe(CacheWriter.class), name -> writer(name), builder::cacheWriter);
    }

    @SuppressWarnings("unchecked") // erased
    private Factory<CacheLoader<Object, Object>> loader(String name) {
        return classes.factory(name, (Class<CacheLoader<Object, Object>>) (Class<?>) CacheLoader.class);
    }

    @SuppressWarnings("unchecked") // erased
    private Factory<CacheWriter<Object, Object>> writer(String name) {
        return classes.factory(name, (Class<CacheWriter<Object, Object>>) (Class<?>) CacheWriter.class);
    }

    private void readListeners(Section section, VarveConfiguration.Builder<Object, Object> builder) {
        String key = CacheKey.LISTENERS.key();
        List<Node> items = section.items(key);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String path = section.path(key) + "." + i;
            try {
                builder.listener(ListenerKey.read(item, path, classes));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(item.origin() + path + ": " + e.getMessage(), e);
            }
        }
    }

    private void readEncoding(Section section, VarveConfiguration.Builder<Object, Object> builder) {
        readSerializer(section, CacheKey.KEY_SERIALIZER, builder::keySerializer);
        readSerializer(section, CacheKey.VALUE_SERIALIZER, builder::valueSerializer);
        section.read(CacheKey.SERIALIZED_LIMIT.key(), "1 byte or more: " + ByteSize.SYNTAX, CacheReader::size, builder::serializedLimit);
        section.read(CacheKey.GRAPH_CODEC.key(), "one of " + Arrays.stream(GraphMode.values()).map(CacheReader::written).toList(), CacheReader::graphMode,
                builder::graphMode);
        if (isWritten(section, CacheKey.COMPRESSION, OFF)) {
            builder.compressionThreshold(0);
        } else {
            section.read(CacheKey.COMPRESSION.key(), "'off', or the size from which on values are compressed: " + ByteSize.SYNTAX, CacheReader::size,
                    builder::compressionThreshold);
        }
        section.read(CacheKey.DESERIALIZATION_FILTER.key(), "a pattern as of jdk.serialFilter, such as com.acme.**;java.**;!*", pattern -> {
            ObjectInputFilter.Config.createFilter(pattern);
            return pattern;
        }, builder::filterPattern);
    }

    @SuppressWarnings("unchecked") // erased
    private void readSerializer(Section section, CacheKey key, Consumer<Class<? extends Serializer<?>>> into) {
        section.read(key.key(), "the name of a class that is a " + Serializer.class.getName(),
                name -> (Class<? extends Serializer<?>>) (Class<?>) classes.find(name, Serializer.class), into);
    }

    private static int size(String text) {
        long bytes = ByteSize.parse(text);
        if (bytes < 1 || bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("out of bounds");
        }
        return (int) bytes;
    }

    private static String written(GraphMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static GraphMode graphMode(String text) {
        return GraphMode.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
