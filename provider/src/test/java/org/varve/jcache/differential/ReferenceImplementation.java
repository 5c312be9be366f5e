package org.varve.jcache.differential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/**
 * The reference implementation, with a clock that can be set and entries that can be looked at.
 *
 * <p>It reads {@link System#currentTimeMillis()}. So its classes are loaded once more here, with one constant changed: where
 * {@code java/lang/System} stands in the class that reads the time, {@link RiClock} stands instead. Nothing else of it
 * differs from what is published.
 */
final class ReferenceImplementation implements AutoCloseable {
    private static final String PACKAGE = "org.jsr107.ri.";
    private static final String READS_TIME = PACKAGE + "RICache";

    private final CachingProvider provider;
    private final Field entries;
    private final Field keyConverter;
    private final Field valueConverter;
    /** By internal form, to spare the decoding. */
    private final Map<Object, String> texts = new HashMap<>();

    ReferenceImplementation() {
        try {
            ClassLoader loader = new Loader(getClass().getClassLoader());
            provider = (CachingProvider) loader.loadClass(PACKAGE + "spi.RICachingProvider").getConstructor().newInstance();
            Class<?> cache = loader.loadClass(READS_TIME);
            entries = accessible(cache, "entries");
            keyConverter = accessible(cache, "keyConverter");
            valueConverter = accessible(cache, "valueConverter");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("another reference implementation than the expected one", e);
        }
    }

    private static Field accessible(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    CacheManager manager() {
        return provider.getCacheManager(URI.create("differential:reference"), null);
    }

    /** What is in the cache, the expired entries too; nothing notices the look. */
    Content content(Cache<?, ?> cache) {
        Map<String, String> live = new TreeMap<>();
        Map<String, String> expired = new TreeMap<>();
        try {
            for (Object each : (Iterable<?>) entries.get(cache)) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
                boolean isExpired = (boolean) invoke(entry.getValue(), "isExpiredAt", long.class, RiClock.currentTimeMillis());
                String key = text(entry.getKey(), keyConverter.get(cache));
                String value = text(invoke(entry.getValue(), "get", null, null), valueConverter.get(cache));
                (isExpired ? expired : live).put(key, value);
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("another reference implementation than the expected one", e);
        }
        return new Content(live, expired);
    }

    private String text(Object internal, Object converter) throws ReflectiveOperationException {
        String text = texts.get(internal);
        if (text == null) {
            text = (String) invoke(converter, "fromInternal", Object.class, internal);
            texts.put(internal, text);
        }
        return text;
    }

    /** Drops an entry as if it never had been there. */
    void drop(Cache<?, ?> cache, String key) {
        try {
            Object internal = invoke(keyConverter.get(cache), "toInternal", Object.class, key);
            invoke(entries.get(cache), "remove", Object.class, internal);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("another reference implementation than the expected one", e);
        }
    }

    private static Object invoke(Object on, String name, Class<?> type, Object argument) throws ReflectiveOperationException {
        Method method = type == null ? on.getClass().getMethod(name) : on.getClass().getMethod(name, type);
        method.setAccessible(true);
        return type == null ? method.invoke(on) : method.invoke(on, argument);
    }

    @Override
    public void close() {
        provider.close();
    }

    /** Entries by key. */
    record Content(Map<String, String> live, Map<String, String> expired) {
    }

    private static final class Loader extends ClassLoader {
        private static final int UTF8 = 1;

        Loader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                if (name.startsWith(READS_TIME)) {
                    bytes = withOtherClock(bytes);
                }
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        /** See the class file format, JVMS 4.4: only texts have a length of their own, so one can be replaced by a longer one. */
        private static byte[] withOtherClock(byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(changed);
            out.writeLong(in.readLong());
            int constants = in.readUnsignedShort();
            out.writeShort(constants);
            for (int i = 1; i < constants; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    String text = in.readUTF();
                    out.writeUTF(text.equals("java/lang/System") ? RiClock.class.getName().replace('.', '/') : text);
                } else {
                    out.write(in.readNBytes(sizeOf(tag)));
                    i += tag == 5 || tag == 6 ? 1 : 0; // a long or double takes two places
                }
            }
            in.transferTo(out);
            return changed.toByteArray();
        }

        private static int sizeOf(int tag) {
            return switch (tag) {
                case 7, 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                case 5, 6 -> 8;
                default -> throw new ClassFormatError("constant of kind " + tag);
            };
        }
    }
}
