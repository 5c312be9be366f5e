package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Keys are equal exactly if a {@link HashMap} takes them for equal, however they are encoded. */
class KeyEqualityTest extends CacheFixture {
    private static final int OPERATIONS = 60_000;

    record Account(String bank, long number) implements Serializable {
    }

    /** Equal whatever the case of its letters. */
    record Code(String text) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return other instanceof Code code && text.equalsIgnoreCase(code.text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(java.util.Locale.ROOT).hashCode();
        }
    }

    record Holder(Object held) implements Serializable {
    }

    /** Its hash code is kept in a field that is encoded, and only once it has been asked for. */
    private static final class Cached implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String name;
        private int hash;

        Cached(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Cached cached && name.equals(cached.name);
        }

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = name.hashCode();
            }
            return hash;
        }
    }

    /** Equal to any date of the same time, and the other way round. */
    private static final class NamedDate extends Date {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String name;

        NamedDate(long millis, String name) {
            super(millis);
            this.name = name;
        }
    }

    private static final class Money extends BigDecimal {
        @Serial
        private static final long serialVersionUID = 1L;

        Money(int cents) {
            super(java.math.BigInteger.valueOf(cents), 2);
        }
    }

    /** Few enough to be met again, in all the ways in which they can be the same. */
    private static Object key(Random random) {
        int n = random.nextInt(6);
        return switch (random.nextInt(16)) {
            case 0 -> "k" + n;
            case 1 -> random.nextBoolean() ? (Object) n : (Object) (long) n;
            case 2 -> random.nextBoolean() ? new BigDecimal(n).setScale(2) : new BigDecimal(n);
            case 3 -> new Money(100 * n);
            case 4 -> list(random, "a", n);
            case 5 -> set(random, n);
            case 6 -> map(random, n);
            case 7 -> new Account("bank", n);
            case 8 -> new Code(random.nextBoolean() ? "code" + n : "CODE" + n);
            case 9 -> new Holder(random.nextBoolean() ? set(random, n) : new Code("x" + n));
            case 10 -> {
                Cached cached = new Cached("c" + n);
                if (random.nextBoolean()) {
                    cached.hashCode();
                }
                yield cached;
            }
            case 11 -> random.nextBoolean() ? new Date(n) : new NamedDate(n, "d" + random.nextInt());
            case 12 -> TimeUnit.values()[n];
            case 13 -> random.nextBoolean() ? Optional.of("o" + n) : Optional.of(list(random, n));
            case 14 -> random.nextBoolean() ? Double.NaN : random.nextBoolean() ? 0.0 : -0.0;
            default -> Map.entry("e", list(random, n, n));
        };
    }

    private static List<Object> list(Random random, Object... elements) {
        List<Object> list = Arrays.asList(elements);
        return switch (random.nextInt(6)) {
            case 0 -> new ArrayList<>(list);
            case 1 -> new LinkedList<>(list);
            case 2 -> List.copyOf(list);
            case 3 -> Collections.unmodifiableList(list);
            case 4 -> new Vector<>(list);
            default -> list;
        };
    }

    private static Set<Object> set(Random random, int n) {
        List<Object> elements = new ArrayList<>(List.of("x" + n, "Aa", "BB", "y"));
        Collections.shuffle(elements, random);
        return switch (random.nextInt(5)) {
            case 0 -> new HashSet<>(elements);
            case 1 -> new TreeSet<>(elements);
            case 2 -> Set.copyOf(elements);
            case 3 -> Collections.unmodifiableSet(new LinkedHashSet<>(elements));
            default -> new LinkedHashSet<>(elements);
        };
    }

    private static Map<Object, Object> map(Random random, int n) {
        Map<Object, Object> map = new LinkedHashMap<>();
        set(random, n).forEach(key -> map.put(key, n));
        return switch (random.nextInt(5)) {
            case 0 -> new HashMap<>(map);
            case 1 -> new TreeMap<>(map);
            case 2 -> Map.copyOf(map);
            case 3 -> Collections.unmodifiableMap(map);
            default -> map;
        };
    }

    @Test
    void theCacheAgreesWithAHashMap() {
        long seed = Long.getLong("varve.seed", ThreadLocalRandom.current().nextLong());
        Random random = new Random(seed);
        Map<Object, Integer> model = new HashMap<>();
        Cache<Object, Object> cache = manager.createCache("keys", new MutableConfiguration<>());
        for (int i = 0; i < OPERATIONS; i++) {
            Object key = key(random);
            String context = "operation " + i + ", key " + key + " of " + key.getClass() + " [repeat with -Dvarve.seed=" + seed + "]";
            switch (random.nextInt(5)) {
                case 0 -> {
                    cache.put(key, i);
                    model.put(key, i);
                }
                case 1 -> assertEquals(model.remove(key) != null, cache.remove(key), context);
                case 2 -> assertEquals(model.putIfAbsent(key, i) == null, cache.putIfAbsent(key, i), context);
                case 3 -> assertEquals(model.containsKey(key), cache.containsKey(key), context);
                default -> assertEquals(model.get(key), cache.get(key), context);
            }
        }
        Map<Object, Object> content = new HashMap<>();
        cache.forEach(entry -> content.put(entry.getKey(), entry.getValue()));
        assertEquals(model, content);
    }

    @Test
    void scaledDecimalsAreTwoKeysAndNumbersOfTwoTypesToo() {
        Cache<Object, Object> cache = manager.createCache("numbers", new MutableConfiguration<>());
        cache.put(new BigDecimal("1.0"), "scaled");
        assertNull(cache.get(new BigDecimal("1.00")));
        assertEquals("scaled", cache.get(new BigDecimal("1.0")));
        cache.put(1, "int");
        assertNull(cache.get(1L));
    }

    @Test
    void subclassesEqualToTheirParentsAreTheSameKey() {
        Cache<Object, Object> cache = manager.createCache("subclasses", new MutableConfiguration<>());
        cache.put(new Money(100), "v");
        assertEquals("v", cache.get(new BigDecimal("1.00")));
        cache.put(new NamedDate(5, "x"), "d");
        assertEquals("d", cache.get(new Date(5)));
        assertTrue(cache.remove(new Date(5)));
        assertFalse(cache.containsKey(new NamedDate(5, "x")));
    }

    /** As in a map that does not hold the array itself. */
    @Test
    void arraysAreFoundByNobody() {
        Cache<Object, Object> cache = manager.createCache("arrays", new MutableConfiguration<>());
        cache.put(new int[] {1}, "v");
        cache.put(new Holder(new byte[] {1}), "v");
        assertNull(cache.get(new int[] {1}));
        assertNull(cache.get(new Holder(new byte[] {1})));
    }
}
