package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Timestamp;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final int VALUES = 5_000;

    static List<Kind> kinds() {
        return Kinds.all();
    }

    static Stream<Object> overflowingTimestamps() {
        return Stream.of(new Timestamp(Long.MIN_VALUE), new Timestamp(Long.MIN_VALUE + 500));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyValueComesBackEqualAndOfItsClass(Kind kind) {
        Seed seed = new Seed();
        Random random = seed.random();
        for (Object edge : kind.edges()) {
            assertComesBack(edge, random, " [edge]");
        }
        for (int i = 0; i < VALUES; i++) {
            assertComesBack(kind.next(random), random, seed.toString());
        }
    }

    /** So that what the other tests see is not, by mistake, Java serialization. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasAnEncodingOfItsOwn(Kind kind) {
        Random random = new Seed().random();
        for (int i = 0; i < 100; i++) {
            assertNotEquals(Tag.GRAPH, Encodings.encode(kind.source().apply(random))[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("overflowingTimestamps")
    void valuesWithoutACompactFormComeBackToo(Object value) {
        byte[] bytes = Encodings.encode(value);
        assertEquals(value, Encodings.decode(bytes));
    }

    @Test
    void enumConstantsComeBackAsTheSame() {
        assertSame(Kinds.WithBodies.SECOND, Encodings.decode(Encodings.encode(Kinds.WithBodies.SECOND)));
        assertSame(Kinds.Plain.Größe, Encodings.decode(Encodings.encode(Kinds.Plain.Größe)));
    }

    @Test
    void mutableValuesAreCopies() {
        byte[] array = {1, 2, 3};
        assertNotSame(array, Encodings.decode(Encodings.encode(array)));
    }

    @Test
    void nullIsRefusedAndTheBufferUnchanged() {
        EncodeBuffer out = new EncodeBuffer();
        out.appendByte(1);
        assertThrows(NullPointerException.class, () -> Encodings.CODEC.encode(null, out));
        assertEquals(1, out.length());
    }

    @Test
    void aRangeOutsideTheArrayIsTheCallersError() {
        assertThrows(IndexOutOfBoundsException.class, () -> Encodings.CODEC.decode(new byte[4], 2, 3));
    }

    private static void assertComesBack(Object value, Random random, String seed) {
        byte[] bytes = Encodings.encode(value);
        Object decoded = Encodings.decodeInside(bytes, random.nextInt(9), random.nextInt(9));
        String message = value + seed;
        assertSame(value.getClass(), decoded.getClass(), message);
        if (value instanceof byte[] array) {
            assertArrayEquals(array, (byte[]) decoded, message);
        } else {
            assertEquals(value, decoded, message);
            assertEquals(value.hashCode(), decoded.hashCode(), message);
            assertEquals(value.toString(), decoded.toString(), message);
        }
        assertArrayEquals(bytes, Encodings.encode(decoded), message);
    }
}
