package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalTest {
    private static final int PAIRS = 20_000;
    private static final Set<String> COMPARED_AS_OBJECTS =
            Set.of("byte[]", "BigInteger", "BigDecimal", "Date", "sql.Date", "sql.Time", "sql.Timestamp");

    /** Equal to its parent, as classes that do not override {@code equals} are. */
    private static final class Money extends BigDecimal {
        @Serial
        private static final long serialVersionUID = 1L;

        Money(String amount) {
            super(amount);
        }
    }

    static List<Kind> canonicalKinds() {
        return Kinds.all().stream().filter(kind -> !COMPARED_AS_OBJECTS.contains(kind.name())).toList();
    }

    static List<Kind> otherKinds() {
        return Kinds.all().stream().filter(kind -> COMPARED_AS_OBJECTS.contains(kind.name())).toList();
    }

    @ParameterizedTest
    @MethodSource("canonicalKinds")
    void equalBytesAreEqualObjects(Kind kind) {
        Seed seed = new Seed();
        Random random = seed.random();
        Object previous = kind.next(random);
        for (int i = 0; i < PAIRS; i++) {
            long valueSeed = random.nextLong();
            Object value = kind.next(new Random(valueSeed));
            Object equalValue = kind.next(new Random(valueSeed));
            assertTrue(Encodings.CODEC.isCanonical(value));
            assertArrayEquals(Encodings.encode(value), Encodings.encode(equalValue), value + seed.toString());
            assertBytesDecide(value, previous, seed);
            previous = value;
        }
        for (Object one : kind.edges()) {
            for (Object other : kind.edges()) {
                assertBytesDecide(one, other, seed);
            }
        }
    }

    /** Among others 1, 1L, '\1' and (byte) 1, or a date and its year. */
    @Test
    void objectsOfDifferentClassesHaveDifferentBytes() {
        Seed seed = new Seed();
        Random random = seed.random();
        List<Object> values = new ArrayList<>();
        for (Kind kind : canonicalKinds()) {
            values.addAll(kind.edges());
            for (int i = 0; i < 20; i++) {
                values.add(kind.next(random));
            }
        }
        for (Object one : values) {
            for (Object other : values) {
                assertBytesDecide(one, other, seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void whatAnObjectOfAnotherClassMayEqualIsNotCanonical(Kind kind) {
        assertFalse(Encodings.CODEC.isCanonical(kind.edges().get(0)));
    }

    @Test
    void equalsAcrossClassesIsWhyThoseAreNotCanonical() {
        assertEquals(new Money("1.00"), new BigDecimal("1.00"));
        assertFalse(Arrays.equals(Encodings.encode(new Money("1.00")), Encodings.encode(new BigDecimal("1.00"))));
        assertFalse(Encodings.CODEC.isCanonical(new Money("1.00")));
        assertEquals(new Date(5), new Timestamp(5));
        assertEquals(BigInteger.TEN, Encodings.decode(Encodings.encode(BigInteger.TEN)));
    }

    @Test
    void collectionsAndArraysAreNotCanonical() {
        for (Object object : List.of(new ArrayList<>(), new LinkedList<>(), new HashSet<>(), new int[0], new String[0])) {
            assertFalse(Encodings.CODEC.isCanonical(object), () -> object.getClass().getName());
        }
    }

    @Test
    void nanIsOneKey() {
        assertArrayEquals(Encodings.encode(Double.NaN), Encodings.encode(Double.longBitsToDouble(0x7FF8000000000001L)));
        assertArrayEquals(Encodings.encode(Float.NaN), Encodings.encode(Float.intBitsToFloat(0x7FC00001)));
        assertFalse(Arrays.equals(Encodings.encode(0.0), Encodings.encode(-0.0)));
    }

    private static void assertBytesDecide(Object one, Object other, Seed seed) {
        assertEquals(one.equals(other), Arrays.equals(Encodings.encode(one), Encodings.encode(other)),
                () -> one + " and " + other + seed);
    }
}
