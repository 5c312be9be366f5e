package org.varve.codec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.cache.internal.BasicCacheKeyImplementation;
import org.hibernate.cache.internal.CacheKeyImplementation;
import org.hibernate.cache.internal.NaturalIdCacheKey;
import org.hibernate.cache.spi.QueryKey;
import org.hibernate.cache.spi.entry.CollectionCacheEntry;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;
import org.hibernate.cache.spi.support.AbstractReadWriteAccess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;

/** What Hibernate's second-level cache stores, as it stores it. */
@Tag("deny-flags")
class HibernateEntriesTest {
    private static final Serializable[] COLUMNS = {"customer number 4711", 123_456_789_012L, new BigDecimal("19.99"),
        LocalDate.of(2026, 11, 26), 42, true, "Main Street 12", "12345", "Springfield", LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000),
        new Date(1_700_000_000_000L), UUID.nameUUIDFromBytes(new byte[] {1}), null, 3.5, new byte[] {1, 2, 3}};

    private record Bindings(String value) implements QueryKey.ParameterBindingsMemento {
    }

    private static Object entry() throws Exception {
        return make(StandardCacheEntryImpl.class, new Class<?>[] {Serializable[].class, String.class, Object.class}, COLUMNS,
                "org.example.shop.model.Customer", 3);
    }

    private static List<Object> entries() throws Exception {
        Object item = make(AbstractReadWriteAccess.Item.class, new Class<?>[] {Object.class, Object.class, long.class}, entry(), 3, 17L);
        Object lock = make(AbstractReadWriteAccess.SoftLockImpl.class, new Class<?>[] {long.class, UUID.class, long.class, Object.class},
                1L, new UUID(1, 2), 5L, 3);
        Object collection = make(CollectionCacheEntry.class, new Class<?>[] {Serializable.class}, (Object) new Serializable[] {1L, 2L, 3L});
        Object results = make(Class.forName("org.hibernate.cache.internal.QueryResultsCacheImpl$CacheItem"),
                new Class<?>[] {long.class, List.class}, 5L, new ArrayList<>(List.of(1L, new Object[] {"a", 2L})));
        return List.of(entry(), item, lock, collection, results);
    }

    private static List<Object> keys() {
        return List.of(new BasicCacheKeyImplementation(4_711L, "org.example.shop.model.Customer", 4_711),
                new CacheKeyImplementation(4_711L, "org.example.shop.model.Customer", "tenant", 99),
                new NaturalIdCacheKey(new Object[] {"a", 5L}, "org.example.shop.model.Customer", null, 7));
    }

    @ParameterizedTest
    @EnumSource
    void entriesComeBack(GraphMode mode) throws Exception {
        GraphCodec codec = Graphs.codec(mode);
        for (Object entry : entries()) {
            assertSameContents(entry, Graphs.copy(codec, entry));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysComeBackEqual(GraphMode mode) throws Exception {
        GraphCodec codec = Graphs.codec(mode);
        for (Object key : keys()) {
            Object copy = Graphs.copy(codec, key);
            assertSameContents(key, copy);
            assertEquals(key, copy);
            assertEquals(key.hashCode(), copy.hashCode());
        }
        QueryKey query = (QueryKey) make(QueryKey.class, QueryKey.class.getDeclaredConstructors()[0].getParameterTypes(), "select 1",
                new Bindings("a"), 1, 10, Set.of("filter"));
        QueryKey copy = (QueryKey) Graphs.copy(codec, query);
        assertEquals(query, copy);
        assertEquals(query.hashCode(), copy.hashCode());
    }

    @Test
    void theyGoByFieldsAndTakeLittleMoreThanTheirContents() throws Exception {
        for (Object object : Stream.concat(entries().stream(), keys().stream()).toList()) {
            assertTrue(Graphs.byFields(object), object.getClass().getName());
        }
        // By hand: 2 + length for strings, numbers and dates at full width, a byte for what may be null.
        int byHand = 22 + 8 + 4 + 8 + 4 + 1 + 16 + 7 + 13 + 12 + 8 + 16 + 8 + 4 + 3 + COLUMNS.length + 33 + 4;
        int bytes = Graphs.write(Graphs.codec(GraphMode.AUTO), entry()).length + 1;
        assertTrue(bytes <= 1.3 * byHand, bytes + " bytes, by hand " + byHand);
    }

    private static Object make(Class<?> type, Class<?>[] parameters, Object... arguments) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor(parameters);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    /** Field by field, since most of these classes have no equals. */
    private static void assertSameContents(Object expected, Object actual) throws IllegalAccessException {
        if (expected == null) {
            assertSame(null, actual);
            return;
        }
        assertNotNull(actual);
        assertSame(expected.getClass(), actual.getClass());
        if (expected instanceof Object[] array) {
            assertEquals(array.length, ((Object[]) actual).length);
            for (int i = 0; i < array.length; i++) {
                assertSameContents(array[i], ((Object[]) actual)[i]);
            }
        } else if (expected instanceof List<?> list) {
            assertSameContents(list.toArray(), ((List<?>) actual).toArray());
        } else if (expected instanceof byte[] bytes) {
            assertTrue(Arrays.equals(bytes, (byte[]) actual));
        } else if (expected.getClass().getName().startsWith("java.")) {
            assertEquals(expected, actual);
        } else {
            for (Map.Entry<Field, Object> field : fields(expected).entrySet()) {
                assertSameContents(field.getValue(), field.getKey().get(actual));
            }
        }
    }

    private static Map<Field, Object> fields(Object owner) throws IllegalAccessException {
        Map<Field, Object> fields = new LinkedHashMap<>();
        for (Field field : owner.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.put(field, field.get(owner));
            }
        }
        assertTrue(fields.size() > 0, owner.getClass().getName());
        return fields;
    }
}
